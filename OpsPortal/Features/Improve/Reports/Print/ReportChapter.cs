using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Ui.Print;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>One report on paper: story, figures, charts, tables, what its words mean, and what it cannot say.</summary>
internal static class ReportChapter
{
    /// <summary>Longer tables are cut; all their rows are in the workbook and in the portal.</summary>
    public const int MostRows = 40;

    public static IEnumerable<Block> Of(Report report, ReportDocument document)
    {
        foreach (var note in report.Notes) yield return new Paragraph(note, Lettering.Label);
        if (report.Story.Count > 0) yield return new Heading("In short", 2);
        foreach (var block in ReportPrint.Story(report.Story)) yield return block;
        if (report.Figures.Count > 0)
        {
            yield return new Heading("Figures", 2);
            yield return Figures(report);
        }

        foreach (var chart in report.Charts)
        {
            yield return new Heading(chart.Title, 2);
            yield return new Paragraph(chart.Said, Lettering.Label);
            yield return ChartDrawing.IsKnown(chart) ? ChartDrawing.Of(chart) : new Paragraph("Nothing is known of it in this period.", Lettering.Text);
        }

        foreach (var table in report.Tables)
        {
            yield return new Heading(table.Title, 2);
            foreach (var block in Rows(table, document)) yield return block;
        }

        if (report.Definitions.Count == 0) yield break;
        yield return new Heading("What the words mean", 2);
        yield return Grid.Facts([.. report.Definitions.Select(definition => (definition.Term, definition.Text))]);
    }

    private static Grid Figures(Report report)
    {
        var compares = report.Compared is not null;
        var columns = new List<Column> { new("Figure", 1, Lettering.Text), new("Value", 1, Lettering.Strong, IsNumber: true), new("n", 1, Lettering.Text, IsNumber: true) };
        if (compares) columns.AddRange([new("Before", 1, Lettering.Text, IsNumber: true), new("Change", 1, Lettering.Text, IsNumber: true)]);
        var explains = report.Figures.Any(figure => figure.Value is null && figure.Why.Length > 0);
        if (explains) columns.Add(new("Why it is not known", 1, Lettering.Label));
        List<IReadOnlyList<string>> rows = [.. report.Figures.Select(figure =>
        {
            List<string> row = [figure.Title, Words.Of(figure.Value, figure.Unit), Words.Of(figure.N, Unit.Count)];
            if (compares) row.AddRange([figure.Before is null ? "–" : Words.Of(figure.Before, figure.Unit), Moved(figure)]);
            if (explains) row.Add(figure.Value is null ? figure.Why : "");
            return (IReadOnlyList<string>)row;
        })];
        return new(ColumnWidths.Fit(columns, rows), rows);
    }

    private static string Moved(Figure figure) => Words.Moved(figure.Movement, figure.Unit) switch
    {
        "" => "–",
        var moved => figure.IsBetter switch { true => $"{moved}, better", false => $"{moved}, worse", null => moved },
    };

    private static IEnumerable<Block> Rows(ReportTable table, ReportDocument document)
    {
        if (table.Rows.Count == 0)
        {
            yield return new Paragraph("Nothing in this period.", Lettering.Text);
            yield break;
        }

        List<Column> columns = [.. table.Columns.Select(column => new Column(column.Title, 1, Lettering.Text, column.Unit is not null))];
        List<IReadOnlyList<string>> rows = [.. table.Rows.Take(MostRows).Select(row => (IReadOnlyList<string>)[.. row.Select((cell, at) => Shown(cell, table.Columns[at].Unit))])];
        yield return new Grid(ColumnWidths.Fit(columns, rows), rows);
        if (table.Rows.Count > MostRows)
            yield return new Paragraph($"The first {MostRows} of {Words.Of(table.Rows.Count, Unit.Count)} rows. The other {Words.Of(table.Rows.Count - MostRows, Unit.Count)} are in the Excel file, and in the portal under /reports/{document.Name}.", Lettering.Label);
    }

    private static string Shown(Cell cell, Unit? unit) => unit is { } number ? (cell.Number is null ? "–" : Words.Of(cell.Number, number)) : cell.Text;
}

using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Rest;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>One cell of a sheet.</summary>
/// <param name="Number">Null: the text stands there.</param>
/// <param name="Unit">How the number is shown.</param>
internal sealed record SheetCell(string Text, double? Number = null, Unit Unit = Unit.Rate);

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">What it should be called; Excel's own rules come after.</param>
/// <param name="Heading">Stands still while the rows below are rolled; empty: none.</param>
/// <param name="IsLabelled">The first cell of each row says what the others are.</param>
internal sealed record Sheet(string Name, IReadOnlyList<string> Heading, IReadOnlyList<IReadOnlyList<SheetCell>> Rows, bool IsLabelled = false)
{
    public IReadOnlyList<SheetCell> Columns => Rows.MaxBy(row => row.Count) is { } row && row.Count > Heading.Count ? row : [.. Heading.Select(title => new SheetCell(title))];
}

/// <summary>What stands on the sheets of a document.</summary>
internal static class WorkbookSheets
{
    public static IEnumerable<Sheet> Of(ReportDocument document, DateTimeOffset made)
    {
        yield return About(document, made);
        yield return Figures(document);
        foreach (var chapter in document.Chapters)
        {
            // In a workbook of many reports the name says of which one.
            var of = document.Chapters.Count > 1 ? $"{chapter.Head.Title}: " : "";
            foreach (var table in chapter.Tables)
                yield return new($"{of}{table.Title}", [.. table.Columns.Select(column => ReportCsv.Head(column))], [.. table.Rows.Select(row => (IReadOnlyList<SheetCell>)[.. row.Select((cell, at) => table.Columns[at].Unit is { } unit ? new SheetCell("", cell.Number, unit) : new SheetCell(cell.Text))])]);
            foreach (var chart in chapter.Charts)
                yield return new($"{of}{chart.Title}", [chart.LabelTitle, .. chart.Series.Select(line => ReportCsv.Head(new(line.Name, chart.Unit)))], [.. chart.Labels.Select((label, at) => (IReadOnlyList<SheetCell>)[new(label), .. chart.Series.Select(line => new SheetCell("", line.Values[at], chart.Unit))])]);
        }
    }

    private static Sheet About(ReportDocument document, DateTimeOffset made)
    {
        List<(string Label, string Text)> lines =
        [
            ("Title", document.Title), ("Question", document.Question), ("From", $"{document.Period.From:yyyy-MM-dd}"), ("To", $"{document.Period.To:yyyy-MM-dd}"), ("Zone", document.Period.Zone),
            ("Compared with", document.Compared is { } compared ? $"{compared.From:yyyy-MM-dd} to {compared.To:yyyy-MM-dd}" : "Nothing"), ("Services", document.Scope.Length > 0 ? document.Scope : "All"), ("Made", ReportPrint.Told(made)), ("", ""),
            .. Story(document.Story), .. document.Chapters.SelectMany(chapter => Story(chapter.Story)),
            .. document.Chapters.SelectMany(chapter => chapter.Notes).Distinct().Select(note => ("Note", note)), ("", ""),
            .. document.Chapters.SelectMany(chapter => chapter.Definitions).DistinctBy(definition => (definition.Term, definition.Text)).Select(definition => (definition.Term, definition.Text)),
        ];
        return new("About", [], [.. lines.Select(line => (IReadOnlyList<SheetCell>)[new(line.Label), new(line.Text)])], IsLabelled: true);
    }

    private static IEnumerable<(string Label, string Text)> Story(IReadOnlyList<Sentence> story) => story.Select(sentence => (Words.Title(sentence.Kind), sentence.Text));

    private static Sheet Figures(ReportDocument document)
    {
        var many = document.Chapters.Count > 1;
        return new("Figures", [.. many ? ["Report"] : Array.Empty<string>(), "Figure", "Unit", "Value", "n", "Before", "Why not known"],
            [.. document.Chapters.SelectMany(chapter => chapter.Figures.Select(figure => (IReadOnlyList<SheetCell>)
            [
                .. many ? [new SheetCell(chapter.Head.Title)] : Array.Empty<SheetCell>(),
                new(figure.Title), new(ReportCsv.UnitName(figure.Unit)), new("", figure.Value, figure.Unit), new("", figure.N, Unit.Count), new("", figure.Before, figure.Unit), new(figure.Value is null ? figure.Why : ""),
            ]))]);
    }
}

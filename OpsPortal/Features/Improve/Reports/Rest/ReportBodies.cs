using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Rollups;

namespace OpsPortal.Features.Improve.Reports.Rest;

/// <summary>A report that can be asked for.</summary>
internal sealed record ReportItem(string Name, string Title, string Question, Audience Audience)
{
    public static ReportItem Of(ReportHead head) => new(head.Name, head.Title, head.Question, head.Audience);
}

/// <summary>A period.</summary>
/// <param name="From">The first local day.</param>
/// <param name="To">The last local day; it belongs to the period.</param>
/// <param name="Start">The instant it begins.</param>
/// <param name="End">The instant it is over.</param>
internal sealed record PeriodItem(DateOnly From, DateOnly To, string Zone, DateTimeOffset Start, DateTimeOffset End)
{
    public static PeriodItem Of(ReportPeriod period) => new(period.From, period.To, period.Zone, period.Start, period.End);
}

/// <summary>A figure.</summary>
/// <param name="Unit">A duration is in seconds, a share from 0 to 1.</param>
/// <param name="Value">Null: not known, and why says why.</param>
/// <param name="N">Of how many it is made.</param>
/// <param name="Change">How much it rose as a part of what it was; null: that cannot be said.</param>
/// <param name="LessIsBetter">Null: neither is better.</param>
/// <param name="Rows">Where the rows behind it are; empty: nowhere.</param>
internal sealed record FigureItem(string Key, string Title, Unit Unit, double? Value, long N, string Why, double? Before, double? Change, bool? LessIsBetter, string Rows)
{
    public static FigureItem Of(Figure figure, string rows) =>
        new(figure.Key, figure.Title, figure.Unit, figure.Value, figure.N, figure.Why, figure.Before, figure.Movement.Ratio, figure.LessIsBetter, figure.HasRows ? rows : "");
}

/// <summary>A cell: a text or a number.</summary>
internal sealed record CellItem(string Text, double? Number, string Href);

internal sealed record ColumnItem(string Title, Unit? Unit);

/// <param name="Rows">Each a cell for every column.</param>
internal sealed record TableItem(string Key, string Title, IReadOnlyList<ColumnItem> Columns, IReadOnlyList<IReadOnlyList<CellItem>> Rows)
{
    public static TableItem Of(ReportTable table) =>
        new(table.Key, table.Title, [.. table.Columns.Select(column => new ColumnItem(column.Title, column.Unit))], [.. table.Rows.Select(row => (IReadOnlyList<CellItem>)[.. row.Select(cell => new CellItem(cell.Text, cell.Number, cell.Href))])]);
}

internal sealed record SeriesItem(string Name, IReadOnlyList<double?> Values);

internal sealed record ChartItem(string Key, string Title, string Said, Unit Unit, string LabelTitle, IReadOnlyList<string> Labels, IReadOnlyList<SeriesItem> Series)
{
    public static ChartItem Of(ReportChart chart) => new(chart.Key, chart.Title, chart.Said, chart.Unit, chart.LabelTitle, chart.Labels, [.. chart.Series.Select(line => new SeriesItem(line.Name, line.Values))]);
}

/// <param name="Evidence">The key of the figure, chart or table that it rests on.</param>
internal sealed record SentenceItem(SentenceKind Kind, string Text, string Evidence);

internal sealed record DefinitionItem(string Term, string Text);

/// <summary>A report in full.</summary>
/// <param name="Compared">Null: with nothing.</param>
internal sealed record ReportBody(
    ReportItem Report, PeriodItem Period, PeriodItem? Compared, IReadOnlyList<SentenceItem> Story, IReadOnlyList<FigureItem> Figures, IReadOnlyList<ChartItem> Charts, IReadOnlyList<TableItem> Tables, IReadOnlyList<DefinitionItem> Definitions, IReadOnlyList<string> Notes)
{
    public static ReportBody Of(Report report, Func<string, string> rows) => new(
        ReportItem.Of(report.Head), PeriodItem.Of(report.Period), report.Compared is { } compared ? PeriodItem.Of(compared) : null,
        [.. report.Story.Select(sentence => new SentenceItem(sentence.Kind, sentence.Text, sentence.Evidence))], [.. report.Figures.Select(figure => FigureItem.Of(figure, rows(figure.Key)))],
        [.. report.Charts.Select(ChartItem.Of)], [.. report.Tables.Select(TableItem.Of)], [.. report.Definitions.Select(one => new DefinitionItem(one.Term, one.Text))], report.Notes);
}

/// <summary>A row behind a figure.</summary>
internal sealed record ReportRowItem(string Reference, string Href, string Title, string Service, DateTimeOffset At, string Counted)
{
    public static ReportRowItem Of(ReportRow row) => new(row.Reference, row.Href, row.Title, row.Service, row.At, row.Counted);
}

/// <summary>How far the sums are that reports are made from.</summary>
/// <param name="PendingQuarters">Quarters of an hour still to be counted.</param>
/// <param name="Percent">Of a rebuild; null: none goes on.</param>
internal sealed record RollupItem(int PendingQuarters, int? Percent, DateTimeOffset? RebuiltAt, string RebuiltBy)
{
    public static RollupItem Of(RollupProgress progress) => new(progress.Pending, progress.Percent, progress.RebuiltAt, progress.RebuiltBy);
}

using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Model;

/// <summary>A report in full: what a page, the API, a CSV file and everything else that shows it are made from. The same rows make the same report.</summary>
/// <param name="Compared">What it is compared with; null: with nothing.</param>
/// <param name="Story">What happened, what changed, what to look at; from the numbers, by rule.</param>
/// <param name="Notes">What the figures cannot say, or not yet.</param>
public sealed record Report(
    ReportHead Head, ReportPeriod Period, ReportPeriod? Compared, IReadOnlyList<Sentence> Story, IReadOnlyList<Figure> Figures, IReadOnlyList<ReportChart> Charts, IReadOnlyList<ReportTable> Tables, IReadOnlyList<Definition> Definitions, IReadOnlyList<string> Notes)
{
    public Figure? Find(string figure) => Figures.FirstOrDefault(one => one.Key == figure);

    /// <summary>What a figure, table or chart of it is called.</summary>
    public string TitleOf(string key) => Find(key)?.Title ?? Tables.FirstOrDefault(table => table.Key == key)?.Title ?? Charts.FirstOrDefault(chart => chart.Key == key)?.Title ?? "Evidence";
}

/// <summary>What a report is called and what it is for.</summary>
/// <param name="Name">As in its address: <c>alert-quality</c>.</param>
/// <param name="Question">The question it answers.</param>
public sealed record ReportHead(string Name, string Title, string Question, Audience Audience);

/// <summary>Whom a report is made for first.</summary>
public enum Audience
{
    Desk,
    Delivery,
    Management,
}

/// <summary>A word of the report and exactly what it means.</summary>
public sealed record Definition(string Term, string Text);

/// <summary>What a number is of.</summary>
public enum Unit
{
    Count,

    /// <summary>From 0 to 1, shown in percent.</summary>
    Share,

    /// <summary>In seconds.</summary>
    Duration,

    /// <summary>A number with decimals.</summary>
    Rate,
}

/// <summary>One number that people quote.</summary>
/// <param name="Value">Null: not known, and <paramref name="Why"/> says why.</param>
/// <param name="N">Of how many it is made.</param>
/// <param name="Why">Empty where the value is known.</param>
public sealed record Figure(string Key, string Title, Unit Unit, double? Value, long N, string Why = "")
{
    /// <summary>The same in the period compared with; null: not known, or nothing is compared.</summary>
    public double? Before { get; init; }

    /// <summary>Null: neither is better.</summary>
    public bool? LessIsBetter { get; init; }

    /// <summary>The rows behind it can be opened.</summary>
    public bool HasRows { get; init; }

    public Movement Movement => new(Value, Before);

    /// <summary>Null: no better and no worse, or nothing was there before to be held against.</summary>
    public bool? IsBetter => LessIsBetter is { } less && Value is { } now && Before is { } before && Math.Abs(now - before) > 1e-9 && (before > 0 || Unit == Unit.Share) ? less == now < before : null;
}

/// <summary>Values over the parts of the period.</summary>
/// <param name="Said">What it shows, in a sentence.</param>
/// <param name="Labels">One for each part, in order.</param>
/// <param name="LabelTitle">What one part is: <c>Day</c>.</param>
public sealed record ReportChart(string Key, string Title, string Said, Unit Unit, string LabelTitle, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series);

/// <param name="Values">One for each label; null: not known.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>What stands in one cell.</summary>
/// <param name="Text">Shown where there is no number.</param>
/// <param name="Number">Null: a text, or not known.</param>
/// <param name="Href">Where it leads; empty: nowhere.</param>
public sealed record Cell(string Text, double? Number, string Href = "")
{
    public static Cell Of(string text, string href = "") => new(text, null, href);

    public static Cell Of(double? number) => new("", number);
}

/// <param name="Unit">Null: a text.</param>
public sealed record TableColumn(string Title, Unit? Unit);

/// <param name="Rows">All of them; a page shows the first.</param>
public sealed record ReportTable(string Key, string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>What a sentence does.</summary>
public enum SentenceKind
{
    Happened,
    Changed,
    LookAt,

    /// <summary>What cannot be said.</summary>
    Unknown,
}

/// <summary>One sentence of the story.</summary>
/// <param name="Evidence">The key of the figure it rests on, or of the table; where it opens.</param>
/// <param name="Href">Where the evidence is, seen from the report; <c>#</c> and a key within it.</param>
public sealed record Sentence(SentenceKind Kind, string Text, string Evidence, string Href);

/// <summary>One row behind a figure.</summary>
/// <param name="At">UTC; when it counts.</param>
/// <param name="Counted">What it adds to the figure, in words; empty where each counts as one.</param>
public sealed record ReportRow(string Reference, string Href, string Title, string Service, DateTimeOffset At, string Counted);

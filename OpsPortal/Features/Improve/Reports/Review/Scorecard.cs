using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;

namespace OpsPortal.Features.Improve.Reports.Review;

/// <summary>One figure of the scorecard, and the report that it is of.</summary>
public sealed record ScoreLine(string Area, string Report, Figure Figure);

/// <summary>The figures that a month is judged by, each as its report has it: nothing is added up across areas or applications.</summary>
internal static class Scorecard
{
    public const string Name = "scorecard";

    private static readonly (string Area, string Report, string[] Figures)[] Chosen =
    [
        ("Availability", "availability", ["without-planned", "with-planned", "unknown"]),
        ("Incidents", "incidents", ["incidents", "p1", "p2", "p3", "p4", "p5", "missed"]),
        ("Response", "response-times", ["acknowledged-median", "resolved-median", "incident-acknowledged-median", "incident-resolved-median"]),
        ("Alerts", "alert-quality", ["actionable-share", "noise-share", "reached", "over-budget"]),
        ("Changes", "changes", ["changes", "lead-time-median", "emergency-share"]),
        ("Maintenance", "maintenance", ["planned-length", "real-length", "overran-share"]),
        ("Handoffs", "handoffs", ["handoffs", "in-time-share"]),
        ("Capacity", "capacity", ["alarms", "firing", "full-soon"]),
        ("Improvements", "improvements", ["done", "better", "to-decide"]),
    ];

    /// <summary>Tables that belong on it, by report.</summary>
    private static readonly (string Report, string Table)[] Tables = [("deployments", "five-by-service"), ("capacity", "when-full")];

    private static readonly ReportHead Head = new(Name, "Scorecard", "How does each area stand, and how did it move?", Audience.Management);

    /// <summary>In the order of the scorecard; without those of chapters that could not be read.</summary>
    public static IReadOnlyList<ScoreLine> Lines(IReadOnlyList<ReviewChapter> chapters) =>
    [
        .. from one in Chosen
           let report = chapters.FirstOrDefault(chapter => chapter.Head.Name == one.Report)?.Report
           where report is not null
           from key in one.Figures
           let figure = report.Find(key)
           where figure is not null
           select new ScoreLine(one.Area, one.Report, figure),
    ];

    /// <summary>The scorecard as a chapter. A key is that of the report and that of the figure; rows are opened in the chapter of the report.</summary>
    public static Report Of(ReportQuestion question, IReadOnlyList<ReviewChapter> chapters, IReadOnlyList<string> notes) => new(
        Head, question.Period, question.Compared, [],
        [.. Lines(chapters).Select(line => line.Figure with { Key = ReviewChapter.Anchor(line.Report, line.Figure.Key), Title = $"{line.Area}: {line.Figure.Title}", HasRows = false })], [],
        [.. from chosen in Tables
            let table = chapters.FirstOrDefault(chapter => chapter.Head.Name == chosen.Report)?.Report?.Tables.FirstOrDefault(table => table.Key == chosen.Table)
            where table is not null
            select table with { Key = ReviewChapter.Anchor(chosen.Report, chosen.Table) }],
        [], notes);
}

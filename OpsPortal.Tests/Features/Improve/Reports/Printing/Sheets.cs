using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Tests.Features.Improve.Reports.Printing;

/// <summary>Documents to be printed, made by hand.</summary>
internal static class Sheets
{
    public static readonly DateTimeOffset Made = new(2026, 4, 1, 6, 0, 0, TimeSpan.Zero);

    public static ReportPeriod March { get; } = Period(new(2026, 3, 1), new(2026, 3, 31));

    public static ReportPeriod Period(DateOnly from, DateOnly to) => Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(from, to, "Europe/Berlin")).Value;

    public static ReportDocument One(Report? chapter = null)
    {
        var report = chapter ?? Chapter("alert-quality", "Alert quality and noise");
        return new(report.Head.Name, report.Head.Title, report.Head.Question, report.Period, report.Compared, "Checkout, services of Shop", [], [report]);
    }

    /// <summary>As long as a monthly review of everything.</summary>
    public static ReportDocument Many(int chapters) => new(
        "monthly-review", "Monthly service review", "How did services do, what changed, and what should be looked at?", March, March.Before, "",
        [new(SentenceKind.Happened, "412 events reached a person.", "events", "#events"), new(SentenceKind.LookAt, "Two rules make half of all noise.", "rules", "#rules")],
        [.. Enumerable.Range(1, chapters).Select(at => Chapter($"chapter-{at}", string.Create(CultureInfo.InvariantCulture, $"Chapter {at}: alert quality"), 120))]);

    /// <param name="rows">Of its longest table.</param>
    public static Report Chapter(string name, string title, int rows = 12) => new(
        new(name, title, "Is what reaches people worth their time, and which rules waste it?", Audience.Desk), March, March.Before,
        [
            new(SentenceKind.Happened, "412 events reached a person; for 61 % of them somebody did something.", "useful", "#useful"),
            new(SentenceKind.Changed, "The median time to acknowledge went from 6 min to 4 min (−33 % against 29 Jan to 28 Feb 2026). That is better.", "ack-median", "#ack-median"),
            new(SentenceKind.LookAt, "Disk space of the archive raised 74 events that nobody worked.", "rules", "#rules"),
            new(SentenceKind.Unknown, "How fast on-call answered in the first week cannot be said: no rotation was set up.", "oncall", "#oncall"),
        ],
        [
            new("events", "Events that reached a person", Unit.Count, 412, 412) { Before = 530, LessIsBetter = true, HasRows = true },
            new("useful", "Of them worked", Unit.Share, 0.61, 412) { Before = 0.48, LessIsBetter = false },
            new("ack-median", "Time to acknowledge, median", Unit.Duration, 251, 398) { Before = 374, LessIsBetter = true },
            new("rate", "Events per service and day", Unit.Rate, 1.73, 412),
            new("oncall", "Time to answer on call, median", Unit.Duration, null, 0, "There were no calls while a rotation was set up."),
        ],
        [
            Line("by-day", "Events by day", "Events that reached a person, by day.", Unit.Count, ("Events", day => 8 + (day * 7 % 13))),
            Line("ack", "Time to acknowledge", "Median and 90th percentile by day; days without events are not known.", Unit.Duration, ("Median", day => day % 6 == 0 ? null : 200 + (day * 13 % 120)), ("p90", day => day % 6 == 0 ? null : 900 + (day * 57 % 900)), ("Slowest tenth of the week", day => 1400 + (day * 31 % 500))),
            Line("worked", "Share worked", "Share of events that somebody worked.", Unit.Share, ("Worked", day => 0.4 + (day % 9 / 20.0)), ("Closed by themselves", day => 0.3)),
        ],
        [
            new("rules", "Rules by noise", [new("Rule", null), new("Service", null), new("Events", Unit.Count), new("Worked", Unit.Share), new("Time to acknowledge, median", Unit.Duration), new("Per day", Unit.Rate)],
                [.. Enumerable.Range(1, rows).Select(at => (IReadOnlyList<Cell>)[Cell.Of(string.Create(CultureInfo.InvariantCulture, $"Disk space of archive node {at} is nearly used up")), Cell.Of("Archive and long-term storage"), Cell.Of(100 - at), Cell.Of(at % 7 == 0 ? null : at % 10 / 10.0), Cell.Of(at * 61.5), Cell.Of(at / 3.0)])]),
            new("empty", "Rules that fell silent", [new("Rule", null), new("Events", Unit.Count)], []),
        ],
        [new("Worked", "Somebody acknowledged, commented, assigned, escalated or resolved it, or an incident was opened from it."), new("n", "Of how many the figure is made.")],
        ["3 quarters of an hour are still to be counted."]);

    private static ReportChart Line(string key, string title, string said, Unit unit, params (string Name, Func<int, double?> Value)[] series) => new(
        key, title, said, unit, "Day", [.. Enumerable.Range(1, 31).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day} Mar"))], [.. series.Select(one => new ChartSeries(one.Name, [.. Enumerable.Range(1, 31).Select(one.Value)]))]);
}

using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>How long it takes from what happens until somebody knows.</summary>
internal sealed class DetectionLatencyReport(EventReading reading, EventRows rows) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("Events", Unit.Count), new("Detected, median", Unit.Duration), new("p90", Unit.Duration), new("p99", Unit.Duration), new("Visible, median", Unit.Duration), new("p90", Unit.Duration), new("p99", Unit.Duration),
        new("Acknowledged, median", Unit.Duration), new("p90", Unit.Duration), new("p99", Unit.Duration), new("Clock ahead", Unit.Count),
    ];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Detected", "From when the source says that the condition began until the portal accepted the first signal; of what fired again, from when it last began until that was accepted. A source whose clock is ahead counts as no time."),
        new("Visible", "From detected until the event was first on a person's screen, of those that were."),
        new("Acknowledged", "From detected until somebody took it on, of those that somebody has."),
        new("Clock ahead", "Events whose source says that they began more than 5 s after the portal had heard of them. Those that fired again are left out: only when they last began is known."),
        new("Percentiles", Say($"Read from bins; each is within {LatencyHistogram.MostError * 100:0.#} % of the exact one.")),
    ];

    public ReportHead Head { get; } = new("detection-latency", "Detection latency", "How long does it take until the portal, and then a person, knows?", Audience.Desk);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var picture = await reading.ReadAsync(question, stopping);
        var (now, before) = (picture.Total, picture.Before);
        List<Figure> figures =
        [
            .. Figures.Times("detected", "Occurred to detected", now.Detected.ToSpread(), before?.Detected.ToSpread(), "events", hasRows: false),
            .. Figures.Times("shown", "Detected to visible", now.Shown.ToSpread(), before?.Shown.ToSpread(), "events that anybody has seen"),
            .. Figures.Times("acknowledged", "Detected to acknowledged", now.Acknowledged.ToSpread(), before?.Acknowledged.ToSpread(), "events that anybody took on"),
            Figures.Count("skewed", "Clock ahead by more than 5 s", now.Skewed, before?.Skewed) with { HasRows = true, LessIsBetter = true },
        ];
        var chart = EventTables.Chart(picture, question.Period, "latency-over-time", "Occurred to detected, p90", $"The 90th percentile by {question.Period.StretchName}.", Unit.Duration, ("p90", tally => tally.Detected.ToSpread().P90?.TotalSeconds));
        return new(Head, question.Period, question.Compared, Story(question, figures, picture), figures, [chart], EventTables.ByEach(picture, Columns, Cells), Definitions, picture.Notes);
    }

    public Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) => rows.PageAsync(question, figure, cursor, limit, stopping);

    private static IReadOnlyList<Cell> Cells(EventTally tally)
    {
        var (detected, shown, taken) = (tally.Detected.ToSpread(), tally.Shown.ToSpread(), tally.Acknowledged.ToSpread());
        return [Cell.Of(tally.Events), Figures.Seconds(detected.Median), Figures.Seconds(detected.P90), Figures.Seconds(detected.P99), Figures.Seconds(shown.Median), Figures.Seconds(shown.P90), Figures.Seconds(shown.P99),
            Figures.Seconds(taken.Median), Figures.Seconds(taken.P90), Figures.Seconds(taken.P99), Cell.Of(tally.Skewed)];
    }

    private static IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, EventPicture picture)
    {
        var (now, story) = (picture.Total, new StoryTeller(question.Compared));
        if (now.Events == 0) return story.Happened($"No event was detected in {Days(question.Period)}.", "detected-median").Sentences;
        story.Happened($"Half of {Many(now.Events, "event")} were detected within {Of(figures[0].Value, Unit.Duration)} of when they occurred, nine in ten within {Of(figures[1].Value, Unit.Duration)}.", "detected-median")
            .Changed(figures[1], "The p90 from occurred to detected").Changed(figures[3], "The p90 from detected to visible").Changed(figures[5], "The p90 from detected to acknowledged");
        var slow = picture.By(key => key.Source).Where(one => one.Tally.Events >= 20).Select(one => (one.Key, P90: one.Tally.Detected.ToSpread().P90)).OrderByDescending(one => one.P90).FirstOrDefault();
        story.LookAt(slow.P90 > TimeSpan.FromMinutes(5), $"Nine in ten events of {slow.Key} are known only after up to {Of(slow.P90?.TotalSeconds, Unit.Duration)}.", "by-source")
            .LookAt(now.Skewed > 0, $"{Many(now.Skewed, "event")} began, by the clock of their source, more than 5 s after the portal had heard of them: some clocks disagree.", "skewed");
        return story.CannotSay(now.Shown.Count * 2 < now.Events, $"Only {Of(now.Shown.Count, Unit.Count)} of {Many(now.Events, "event")} were ever on a screen; how long the others waited cannot be said.", "shown-median").Sentences;
    }
}

using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Kinds.Respond;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>MTTA and MTTR, of events and of incidents.</summary>
internal sealed class ResponseTimesReport(EventReading reading, EventRows rows, IncidentReading incidents) : IReport
{
    private const string IncidentTaken = "incident-acknowledged", IncidentOver = "incident-resolved";

    private static readonly IReadOnlyList<TableColumn> Columns =
        [new("Acknowledged", Unit.Count), new("MTTA, median", Unit.Duration), new("p90", Unit.Duration), new("mean", Unit.Duration), new("Resolved", Unit.Count), new("MTTR, median", Unit.Duration), new("p90", Unit.Duration), new("mean", Unit.Duration)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("MTTA of events", "Detected to acknowledged, of events that were detected in the period and that somebody has taken on."),
        new("MTTR of events", "Detected to last resolved, of events that were detected in the period and are over."),
        new("MTTA of incidents", "Opened to first taken on, of incidents that were opened in the period and that somebody has taken on."),
        new("MTTR of incidents", "Opened to resolved, of incidents that were opened in the period and are over; time on hold counts."),
        new("p50 and p90", Say($"Percentiles of type 7. Those of incidents are exact; those of events are read from bins, each within {LatencyHistogram.MostError * 100:0.#} % of the exact one. Means are exact.")),
    ];

    public ReportHead Head { get; } = new("response-times", "MTTA and MTTR", "How long does it take until somebody takes on what happened, and until it is over?", Audience.Desk);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var picture = await reading.ReadAsync(question, stopping);
        var now = await incidents.ReadAsync(question, question.Period, stopping);
        var before = question.Compared is { } compared ? await incidents.ReadAsync(question, compared, stopping) : null;
        List<Figure> figures =
        [
            .. Three("acknowledged", "MTTA of events", picture.Total.Acknowledged.ToSpread(), picture.Before?.Acknowledged.ToSpread(), "events that somebody took on"),
            .. Three("resolved", "MTTR of events", picture.Total.Resolved.ToSpread(), picture.Before?.Resolved.ToSpread(), "events that are over"),
            .. Three(IncidentTaken, "MTTA of incidents", IncidentReading.Taken(now), before is null ? null : IncidentReading.Taken(before), "incidents that somebody took on"),
            .. Three(IncidentOver, "MTTR of incidents", IncidentReading.Over(now), before is null ? null : IncidentReading.Over(before), "incidents that are over"),
        ];
        IReadOnlyList<ReportChart> charts =
        [
            EventTables.Chart(picture, question.Period, "mtta-over-time", "MTTA of events, p90", $"By the {question.Period.StretchName} in which they were detected.", Unit.Duration, ("p90", tally => tally.Acknowledged.ToSpread().P90?.TotalSeconds)),
            EventTables.Chart(picture, question.Period, "mttr-over-time", "MTTR of events, p90", $"By the {question.Period.StretchName} in which they were detected.", Unit.Duration, ("p90", tally => tally.Resolved.ToSpread().P90?.TotalSeconds)),
        ];
        return new(Head, question.Period, question.Compared, Story(question, figures), figures, charts,
            [.. EventTables.ByEach(picture, Columns, Cells), EventTables.Of(picture, "by-priority", "Events by priority", "Priority", key => key.Priority.ToString(), Columns, Cells), IncidentTable(now)], Definitions, picture.Notes);
    }

    public Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) =>
        figure.StartsWith(IncidentTaken, StringComparison.Ordinal) ? incidents.PageAsync(question, incident => incident.AcknowledgedAt is not null, cursor, limit, stopping)
        : figure.StartsWith(IncidentOver, StringComparison.Ordinal) ? incidents.PageAsync(question, incident => incident.IsOver, cursor, limit, stopping)
        : rows.PageAsync(question, figure, cursor, limit, stopping);

    private static IEnumerable<Figure> Three(string key, string title, Spread now, Spread? before, string of) =>
        [Figures.Time($"{key}-mean", $"{title}, mean", now, before, spread => spread.Mean, of), .. Figures.Times(key, title, now, before, of)];

    private static IReadOnlyList<Cell> Cells(EventTally tally) => [.. Times(tally.Acknowledged.ToSpread()), .. Times(tally.Resolved.ToSpread())];

    private static IEnumerable<Cell> Times(Spread spread) => [Cell.Of(spread.Count), Figures.Seconds(spread.Median), Figures.Seconds(spread.P90), Figures.Seconds(spread.Mean)];

    private static ReportTable IncidentTable(IReadOnlyList<ReportedIncident> incidents) => new("incidents-by-priority", "Incidents by priority", [new("Priority", null), .. Columns],
        [.. incidents.GroupBy(incident => incident.Priority).OrderBy(group => group.Key).Select(group => (IReadOnlyList<Cell>)[Cell.Of(group.Key.ToString()), .. Times(IncidentReading.Taken(group)), .. Times(IncidentReading.Over(group))])]);

    private static IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures)
    {
        var story = new StoryTeller(question.Compared);
        foreach (var (at, subject, done) in new[] { (1, "events", "taken on"), (4, "events", "over"), (7, "incidents", "taken on"), (10, "incidents", "over") })
        {
            var (median, p90) = (figures[at], figures[at + 1]);
            if (median.Value is null) story.CannotSay(true, $"{median.Why} How long that takes cannot be said.", median.Key);
            else story.Happened($"Half of {Of(median.N, Unit.Count)} {subject} were {done} within {Of(median.Value, Unit.Duration)}, nine in ten within {Of(p90.Value, Unit.Duration)}.", median.Key);
            story.Changed(median, $"The {median.Title.Replace(", median", "", StringComparison.Ordinal)} (median)");
            story.LookAt(median.N >= 10 && median.Value > 0 && p90.Value > 10 * median.Value, $"The slowest tenth of {subject} takes more than ten times as long as half of them to be {done}.", p90.Key);
        }

        return story.Sentences;
    }
}

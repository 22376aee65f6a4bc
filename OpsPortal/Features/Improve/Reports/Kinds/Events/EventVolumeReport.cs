using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.Improve.Reports.Kinds.Respond;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Features.Improve.Reports.Rollups;
using OpsPortal.Storage;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Events;

/// <summary>How much came in, and what was left of it for people.</summary>
internal sealed class EventVolumeReport(EventReading reading, EventRows rows, IncidentReading incidents, IDbContextFactory<OpsDb> databases) : IReport
{
    private static readonly IReadOnlyList<TableColumn> Columns = [new("Signals", Unit.Count), new("Events", Unit.Count), new("Reached people", Unit.Count), new("Held back", Unit.Count), new("Fired again", Unit.Count), new("Came and went", Unit.Count), new("Duplicates", Unit.Share)];

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Signal", "A message of a source that is significant. Signals are counted with the event that they belong to, in the period in which the portal accepted the first of them. Repeats of events older than two hours are added once a day and when the event ends."),
        new("Set aside", "Signals that rules judged to be not significant, by the UTC hour; they have no service."),
        new("Event", "Detected in the period: the portal accepted its first signal then."),
        new("Group", "Events less those that were over while another event of the same probable cause stood for them."),
        new("Reached people", "Events that no silence, maintenance window or group kept from the queue, or that somebody took on or judged all the same."),
        new("Duplicates", "1 − events ÷ significant signals."),
        new("Fired again", "Events whose condition came back within 24 hours of its end."),
        new("Came and went", $"Events that flapped: more than {Event.MostTurns} turns between firing and over within {Event.FlapWindow.TotalMinutes:0} minutes. People are told once when it begins and once when it has come to rest."),
        new("Incident", "Opened in the period."),
    ];

    public ReportHead Head { get; } = new("event-volume", "Event volume and funnel", "How much comes in, and how much of it is left for people?", Audience.Desk);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var picture = await reading.ReadAsync(question, stopping);
        var (now, before) = (picture.Total, picture.Before);
        var opened = await incidents.CountAsync(question, question.Period, stopping);
        var openedBefore = question.Compared is { } compared ? await incidents.CountAsync(question, compared, stopping) : (long?)null;
        var aside = picture.Names.Narrow(question) is null ? await AsideAsync(question.Period, stopping) : (long?)null;
        List<Figure> figures =
        [
            Figures.Count("signals", "Significant signals", now.Signals, before?.Signals) with { HasRows = true },
            Figures.Count("events", "Events", now.Events, before?.Events) with { HasRows = true, LessIsBetter = true },
            Figures.Count("groups", "Groups", now.Events - now.Grouped, before is null ? null : before.Events - before.Grouped),
            Figures.Count("reached", "Reached people", now.Quality.Reached, before?.Quality.Reached) with { HasRows = true, LessIsBetter = true },
            Figures.Count("incidents", "Incidents", opened, openedBefore) with { HasRows = true, LessIsBetter = true },
            Figures.Ratio("duplicates", "Duplicates", Duplicates(now), before is null ? null : Duplicates(before), "significant signals"),
            Figures.Count("held-back", "Held back", now.HeldBack, before?.HeldBack) with { HasRows = true },
            Figures.Ratio("refire-rate", "Fired again", new(now.Refired, now.Events), before is null ? null : new(before.Refired, before.Events), "events") with { LessIsBetter = true },
            Figures.Count("refired", "Events that fired again", now.Refired, before?.Refired) with { HasRows = true, LessIsBetter = true },
            Figures.Count("flapped", "Events that came and went", now.Flapped, before?.Flapped) with { HasRows = true, LessIsBetter = true },
            new("aside", "Set aside by rules", Unit.Count, aside, aside ?? 0, aside is null ? "Signals that are set aside have no service to narrow by." : ""),
        ];
        return new(Head, question.Period, question.Compared, Story(question, figures, picture), figures, Charts(question.Period, picture), [Funnel(figures), .. EventTables.ByEach(picture, Columns, Cells), PriorityTable(picture)], Definitions, picture.Notes);
    }

    public Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) =>
        figure == "incidents" ? incidents.PageAsync(question, _ => true, cursor, limit, stopping) : rows.PageAsync(question, figure, cursor, limit, stopping);

    private static Share Duplicates(EventTally tally) => new(tally.Signals - tally.Events, tally.Signals);

    private static IReadOnlyList<Cell> Cells(EventTally tally) =>
        [Cell.Of(tally.Signals), Cell.Of(tally.Events), Cell.Of(tally.Quality.Reached), Cell.Of(tally.HeldBack), Cell.Of(tally.Refired), Cell.Of(tally.Flapped), Cell.Of(Duplicates(tally).Value)];

    private static ReportTable PriorityTable(EventPicture picture) => EventTables.Of(picture, "by-priority", "By type and priority", "Type and priority", key => $"{key.Priority} {key.Type}", Columns, Cells);

    private static IReadOnlyList<ReportChart> Charts(ReportPeriod period, EventPicture picture) =>
    [
        EventTables.Chart(picture, period, "events-over-time", "Events", $"Events by {period.StretchName}, and what became of them.", Unit.Count,
            ("Reached people", tally => tally.Quality.Reached), ("Held back", tally => tally.HeldBack)),
        EventTables.Chart(picture, period, "signals-over-time", "Significant signals", $"Signals by the {period.StretchName} of the event they belong to.", Unit.Count, ("Signals", tally => tally.Signals)),
    ];

    private static ReportTable Funnel(List<Figure> figures)
    {
        var stages = new[] { "signals", "events", "groups", "reached", "incidents" }.Select(key => figures.Find(figure => figure.Key == key)).OfType<Figure>().ToList();
        return new("funnel", "Funnel", [new("Stage", null), new("How many", Unit.Count), new("Of the stage before", Unit.Share)],
            [.. stages.Select((stage, at) => (IReadOnlyList<Cell>)[Cell.Of(stage.Title), Cell.Of(stage.Value), Cell.Of(at > 0 && stages[at - 1].Value > 0 ? stage.Value / stages[at - 1].Value : null)])]);
    }

    private static IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, EventPicture picture)
    {
        var (now, story) = (picture.Total, new StoryTeller(question.Compared));
        if (now.Events == 0) return story.Happened($"No event was detected in {Days(question.Period)}.", "events").Sentences;
        story.Happened($"{Many(now.Signals, "significant signal")} made {Many(now.Events, "event")}, of which {Of(now.Quality.Reached, Unit.Count)} reached people.", "events");
        foreach (var (key, subject) in new[] { ("events", "The number of events"), ("reached", "What reached people"), ("incidents", "The number of incidents"), ("refire-rate", "The share of events that fired again") })
            story.Changed(figures.First(figure => figure.Key == key), subject);
        var (top, most) = picture.By(key => key.Service)[0];
        story.LookAt(most.Events * 4 >= now.Events && now.Events >= 20, $"{picture.Names.Service(top)} alone made {Of((double)most.Events / now.Events, Unit.Share)} of all events.", "by-service");
        var peak = picture.Series.MaxBy(one => one.Tally.Events);
        var usual = Quantile.Of([.. picture.Series.Select(one => (double)one.Tally.Events).Order()], 0.5) ?? 0;
        return story.LookAt(picture.Series.Count >= 7 && peak.Tally.Events >= 20 && peak.Tally.Events > 3 * usual, $"The {question.Period.StretchName} of {ChartLabels.Of(peak.Stretch, question.Period)} had {Many(peak.Tally.Events, "event")}, more than three times the usual {Of(usual, Unit.Count)}.", "events-over-time")
            .LookAt(now.Refired * 5 >= now.Events && now.Events >= 20, $"One event in {Of(Math.Floor((double)now.Events / now.Refired), Unit.Count)} fired again after it was over.", "refired")
            .LookAt(now.Flapped * 20 >= now.Events && now.Flapped >= 3, $"{Many(now.Flapped, "event")} came and went again and again: their thresholds are too close to what is usual.", "flapped").Sentences;
    }

    private async Task<long?> AsideAsync(ReportPeriod period, CancellationToken stopping)
    {
        var (start, end) = (period.Start, period.End);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<RuleCount>().Where(count => count.Hour >= start && count.Hour < end).SumAsync(count => count.Signals - count.Significant, stopping);
    }
}

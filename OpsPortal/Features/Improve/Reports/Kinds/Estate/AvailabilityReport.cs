using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Effectiveness;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>How much of the time services could be used, with planned work and without.</summary>
internal sealed class AvailabilityReport(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock) : IReport
{
    private sealed record Stood(string Service, Availability Of, IReadOnlyList<TimeSlice> Down, IReadOnlyList<(MonitorTimes Monitor, Availability Of)> Monitors);

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Availability without planned work", "Minutes available ÷ minutes of the period of which it is known how the service stood, with the minutes of planned work left out of both."),
        new("Availability with planned work", "The same with nothing left out: down is down."),
        new("Down", "Any series of any availability monitor of the service was firing."),
        new("Unknown", "No availability monitor of the service had anything to say: none was there yet, it was silent, or it was outside its hours. Unknown minutes are neither available nor down."),
        new("Uptime of a monitor", "Minutes in which none of its series was firing ÷ minutes in which it had something to say; planned work is not left out."),
        new("Planned work", "A maintenance window that names the service was really in force."),
        new("All services", "Minutes of all services added up; a service that is watched longer weighs more."),
    ];

    public ReportHead Head { get; } = new("availability", "Availability", "How much of the time could services be used?", Audience.Management);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var now = await ReadAsync(question, question.Period, stopping);
        var (all, before) = (Sum(now), question.Compared is { } compared ? Sum(await ReadAsync(question, compared, stopping)) : null);
        List<Figure> figures =
        [
            Share("without-planned", "Without planned work", all.WithoutPlanned, before?.WithoutPlanned, now.Count),
            Share("with-planned", "With planned work", all.WithPlanned, before?.WithPlanned, now.Count),
            Time("down", "Down, all services", all.Down, before?.Down, now.Sum(one => one.Down.Count)) with { HasRows = true, LessIsBetter = true },
            Time("down-planned", "Down during planned work", all.DownPlanned, before?.DownPlanned, now.Count),
            Time("planned", "Planned work", all.Planned, before?.Planned, now.Count),
            Time("unknown", "Unknown", all.Unknown, before?.Unknown, now.Count) with { LessIsBetter = true },
            Figures.Count("services", "Services watched", now.Count),
        ];
        var table = new ReportTable("by-service", "By service",
            [new("Service", null), new("Team", null), new("Without planned work", Unit.Share), new("With planned work", Unit.Share), new("Down", Unit.Duration), new("Times", Unit.Count), new("Planned work", Unit.Duration), new("Unknown", Unit.Duration)],
            [.. now.OrderBy(one => one.Of.WithoutPlanned ?? 2).ThenBy(one => one.Service, StringComparer.Ordinal).Select(one => (IReadOnlyList<Cell>)[Cell.Of(Names.Service(one.Service), Names.Href(one.Service)), Cell.Of(Names.TeamOf(one.Service)),
                Cell.Of(one.Of.WithoutPlanned), Cell.Of(one.Of.WithPlanned), Cell.Of(one.Of.Down.TotalSeconds), Cell.Of(one.Down.Count), Cell.Of(one.Of.Planned.TotalSeconds), Cell.Of(one.Of.Unknown.TotalSeconds)])]);
        var stretches = question.Period.Stretches();
        var chart = new ReportChart("down-over-time", "Down", $"Time down by {question.Period.StretchName}, all services added up.", Unit.Duration, ChartLabels.Title(question.Period), [.. stretches.Select(stretch => ChartLabels.Of(stretch, question.Period))],
            [new("Down", [.. stretches.Select(stretch => (double?)now.Sum(one => TimeSlices.Length(one.Down.Select(down => down.Within(new(stretch.Start, stretch.End)))).TotalSeconds))])]);
        return new(Head, question.Period, question.Compared, Story(question, figures, now), figures, [chart], [table, ByMonitor(now)], Definitions, []);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping)
    {
        if (figure != "down") return null;
        var all = (await ReadAsync(question, question.Period, stopping)).SelectMany(one => one.Down.Select(down => (one.Service, Slice: down))).OrderBy(one => one.Slice.Start).ThenBy(one => one.Service, StringComparer.Ordinal).Select((one, at) => (one.Service, one.Slice, At: at));
        return RowCursor.Page(all, cursor, limit, one => new(one.Service, Names.Href(one.Service), "Down", one.Service, one.Slice.Start, Words.Exactly(one.Slice.Length)), one => new(one.Slice.Start, one.At + 1));
    }

    private EstateNames Names => new(catalogue.Current);

    private async Task<IReadOnlyList<Stood>> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var times = await WatchedTimes.ReadAsync(db, period.Start, period.End, now, stopping);
        var planned = await WatchedTimes.PlannedAsync(db, period.End, now, stopping);
        var narrow = Names.Narrow(question)?.ToHashSet(StringComparer.Ordinal);
        var whole = new TimeSlice(period.Start, period.End < now ? period.End : now > period.Start ? now : period.Start);
        var works = planned.SelectMany(work => work.Services.Select(service => (service, work.Slice))).ToLookup(work => work.service, work => work.Slice, StringComparer.Ordinal);
        return [.. from one in times
                   where narrow is null || narrow.Contains(one.Service)
                   select new Stood(one.Service, Availability.Of(whole, one.Known, one.Down, works[one.Service]), TimeSlices.Both([whole], one.Down), [.. one.Monitors.Select(monitor => (monitor, Availability.Of(whole, monitor.Known, monitor.Down, works[one.Service])))])];
    }

    private ReportTable ByMonitor(IReadOnlyList<Stood> now) => new("by-monitor", "Uptime by monitor",
        [new("Monitor", null), new("What", null), new("Service", null), new("Uptime", Unit.Share), new("Down", Unit.Duration), new("Known", Unit.Duration), new("Unknown", Unit.Duration)],
        [.. from one in now.SelectMany(service => service.Monitors)
            orderby one.Of.WithPlanned ?? 2, one.Monitor.Monitor.Value
            select (IReadOnlyList<Cell>)[Cell.Of(one.Monitor.Monitor.ToString(), $"/monitors/{one.Monitor.Monitor}"), Cell.Of(one.Monitor.Name), Cell.Of(Names.Service(one.Monitor.Service), Names.Href(one.Monitor.Service)),
                Cell.Of(one.Of.WithPlanned), Cell.Of(one.Of.Down.TotalSeconds), Cell.Of(one.Of.Known.TotalSeconds), Cell.Of(one.Of.Unknown.TotalSeconds)]]);

    private static Availability Sum(IReadOnlyList<Stood> all) => all.Aggregate(new Availability(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
        (sum, one) => new(sum.Known + one.Of.Known, sum.Unknown + one.Of.Unknown, sum.Down + one.Of.Down, sum.Planned + one.Of.Planned, sum.DownPlanned + one.Of.DownPlanned));

    private static Figure Share(string key, string title, double? now, double? before, int n) => new(key, title, Unit.Share, now, n, now is null ? "No availability monitor had anything to say about any service." : "") { Before = before, LessIsBetter = false };

    private static Figure Time(string key, string title, TimeSpan now, TimeSpan? before, int n) => new(key, title, Unit.Duration, now.TotalSeconds, n) { Before = before?.TotalSeconds };

    private IReadOnlyList<Sentence> Story(ReportQuestion question, List<Figure> figures, IReadOnlyList<Stood> now)
    {
        var story = new StoryTeller(question.Compared);
        if (now.Count == 0) return story.CannotSay(true, "No availability monitor watches a service here, so nothing can be said of availability.", "services").Sentences;
        if (figures[0].Value is { } share) story.Happened($"{Many(now.Count, "service")} could be used {Of(share, Unit.Share)} of the time, planned work left out; {Of(figures[1].Value, Unit.Share)} with it.", "without-planned");
        story.Changed(figures[2], "Time down");
        var worst = now.Where(one => one.Of.Down - one.Of.DownPlanned > TimeSpan.Zero).MaxBy(one => one.Of.Down - one.Of.DownPlanned);
        story.LookAt(worst is not null, $"{Names.Service(worst?.Service ?? "")} was down longest: {Of((worst?.Of.Down - worst?.Of.DownPlanned)?.TotalSeconds, Unit.Duration)} outside planned work.", "by-service");
        return story.CannotSay(figures[5].Value > 0, $"Of {Of(figures[5].Value, Unit.Duration)}, added up over services, it is not known how they stood.", "unknown").Sentences;
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Improve.Reports.Model;
using OpsPortal.Features.Improve.Reports.Reading;
using OpsPortal.Storage;
using static OpsPortal.Features.Improve.Reports.Model.Words;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>What was nearly full, how often and for how long.</summary>
internal sealed class CapacityReport(IDbContextFactory<OpsDb> databases, Catalogue catalogue, TimeProvider clock, IEnumerable<IForesight> foresights) : IReport
{
    /// <summary>More monitors are not asked when they will be full: each reads two weeks.</summary>
    private const int MostForeseen = 50;

    /// <summary>What is full so soon is to be looked at.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>One stretch of one series beyond a level.</summary>
    private sealed record Beyond(long Id, Monitor Monitor, string Series, DateTimeOffset From, DateTimeOffset? Until, double? Value)
    {
        public RowCursor Cursor => new(From, Id);
    }

    private static readonly IReadOnlyList<Definition> Definitions =
    [
        new("Alarm", "A series of a capacity monitor went beyond one of its levels, for as long as the monitor asks, in the period."),
        new("Time beyond", "From then until it was back, cut off at the end of the period; series that are beyond at once count each."),
        new("When it will be full", Say($"From the trend of the last two weeks until now, whatever the period; of the first {MostForeseen} monitors that are watched. Series that no trend leads to their limit have no date.")),
    ];

    public ReportHead Head { get; } = new("capacity", "Capacity", "What is nearly full, and how often?", Audience.Management);

    public async Task<Report> ReadAsync(ReportQuestion question, CancellationToken stopping)
    {
        var (monitors, now) = await ReadAsync(question, question.Period, stopping);
        var before = question.Compared is { } compared ? (await ReadAsync(question, compared, stopping)).Beyond : null;
        var end = End(question.Period);
        var runs = await RunsAsync(stopping);
        var full = await FullAsync(monitors, stopping);
        List<Figure> figures =
        [
            Figures.Count("alarms", "Alarms", now.Count, before?.Count) with { HasRows = true, LessIsBetter = true },
            new("beyond", "Time beyond a level", Unit.Duration, Length(now, end), now.Count) { Before = before is null ? null : Length(before, question.Compared is { } earlier ? End(earlier) : end), HasRows = true, LessIsBetter = true },
            Figures.Count("monitors", "Capacity monitors", monitors.Count),
            Figures.Count("firing", "Beyond a level now", monitors.Count(one => runs.TryGetValue(one.Number, out var run) && run.Phase == Phase.Firing)) with { LessIsBetter = true },
            Figures.Count("full-soon", "Full within 30 days", full.Count(one => one.At - clock.GetUtcNow() <= Soon)) with { LessIsBetter = true },
        ];
        var chart = ChartLabels.Chart(question.Period, "alarms-over-time", "Alarms", $"Begun by {question.Period.StretchName}.", Unit.Count, now, one => one.From, ("Alarms", part => part.Count));
        var table = new ReportTable("by-monitor", "By monitor", [new("Monitor", null), new("What", null), new("Service", null), new("Alarms", Unit.Count), new("Time beyond", Unit.Duration), new("Value now", Unit.Rate)],
        [
            .. from one in monitors
               let mine = now.Where(beyond => beyond.Monitor.Number == one.Number).ToList()
               orderby mine.Count descending, one.Number.Value
               select (IReadOnlyList<Cell>)[Cell.Of(one.Number.ToString(), $"/monitors/{one.Number}"), Cell.Of(one.Name), Cell.Of(Names.Service(one.Service), Names.Href(one.Service)), Cell.Of(mine.Count), Cell.Of(Length(mine, end)), Cell.Of(runs.TryGetValue(one.Number, out var run) ? run.Value : null)],
        ]);
        var story = new StoryTeller(question.Compared);
        if (monitors.Count == 0) story.CannotSay(true, "No monitor watches capacity here, so nothing can be said of it.", "monitors");
        else story.Happened($"{Many(monitors.Count, "capacity monitor")} raised {Many(now.Count, "alarm")} in {Days(question.Period)}.", "alarms");
        var worst = now.GroupBy(one => one.Monitor).Select(part => (part.Key, Count: part.Count())).OrderByDescending(part => part.Count).ThenBy(part => part.Key.Number.Value).FirstOrDefault();
        story.Changed(figures[0], "The number of alarms").LookAt(worst.Count >= 3, $"{worst.Key?.Name} raised {Many(worst.Count, "alarm")}.", "by-monitor")
            .LookAt(full.Count > 0 && full[0].At - clock.GetUtcNow() <= Soon, $"{(full.Count > 0 ? $"{full[0].Monitor.Name} ({full[0].Series}) is full on {Day(full[0].At, question.Period)}" : "")} if it goes on as it does.", "when-full");
        return new(Head, question.Period, question.Compared, story.Sentences, figures, [chart], [table, WhenFull(full, question.Period)], Definitions, []);
    }

    public async Task<Page<ReportRow>?> RowsAsync(ReportQuestion question, string figure, string? cursor, int limit, CancellationToken stopping) => figure is not ("alarms" or "beyond") ? null
        : RowCursor.Page((await ReadAsync(question, question.Period, stopping)).Beyond, cursor, limit,
            one => new(one.Monitor.Number.ToString(), $"/monitors/{one.Monitor.Number}", $"{one.Monitor.Name}: {one.Series}", one.Monitor.Service, one.From, Say($"{Words.Exactly(TimeSpan.FromSeconds(Length([one], End(question.Period))))}{(one.Until < question.Period.End ? "" : " in the period")}")), one => one.Cursor);

    private async Task<IReadOnlyList<(Monitor Monitor, string Series, DateTimeOffset At)>> FullAsync(IReadOnlyList<Monitor> monitors, CancellationToken stopping)
    {
        var found = new List<(Monitor Monitor, string Series, DateTimeOffset At)>();
        foreach (var foresight in foresights)
            foreach (var monitor in monitors.Where(monitor => monitor.Enabled).Take(MostForeseen))
                found.AddRange((await foresight.OfAsync(monitor, stopping)).Select(one => (monitor, one.Key, one.Value)));
        return [.. found.OrderBy(one => one.At).ThenBy(one => one.Monitor.Number.Value).ThenBy(one => one.Series, StringComparer.Ordinal)];
    }

    private ReportTable WhenFull(IReadOnlyList<(Monitor Monitor, string Series, DateTimeOffset At)> full, ReportPeriod period) => new("when-full", "When it will be full", [new("Monitor", null), new("What", null), new("Series", null), new("Service", null), new("Full on", null)],
        [.. full.Select(one => (IReadOnlyList<Cell>)[Cell.Of(one.Monitor.Number.ToString(), $"/monitors/{one.Monitor.Number}"), Cell.Of(one.Monitor.Name), Cell.Of(one.Series), Cell.Of(Names.Service(one.Monitor.Service), Names.Href(one.Monitor.Service)), Cell.Of(Day(one.At, period))])]);

    private static string Day(DateTimeOffset at, ReportPeriod period) => ReportPeriod.DayOf(at, period.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private EstateNames Names => new(catalogue.Current);

    private async Task<(IReadOnlyList<Monitor> Monitors, IReadOnlyList<Beyond> Beyond)> ReadAsync(ReportQuestion question, ReportPeriod period, CancellationToken stopping)
    {
        var (start, narrow) = (period.Start, Names.Narrow(question));
        await using var db = await databases.CreateDbContextAsync(stopping);
        var monitors = (await db.Set<Monitor>().AsNoTracking().OrderBy(m => m.Number).ToListAsync(stopping)).Where(m => m.Draft.Kind == MonitorKind.Capacity && (narrow is null || narrow.Contains(m.Service))).ToList();
        var numbers = monitors.ConvertAll(m => m.Number);
        var turns = await db.Set<MonitorTurn>().AsNoTracking().Where(turn => numbers.Contains(turn.Monitor) && turn.At >= start).OrderBy(turn => turn.Id).ToListAsync(stopping);
        var beyond = new List<Beyond>();
        foreach (var series in turns.GroupBy(turn => (turn.Monitor, turn.Series)))
        {
            var monitor = monitors.Find(m => m.Number == series.Key.Monitor);
            MonitorTurn? open = null;
            foreach (var turn in series)
            {
                if (turn.To == Phase.Firing) open ??= turn.From == Phase.Firing ? null : turn;
                else if (open is not null && monitor is not null)
                {
                    beyond.Add(new(open.Id, monitor, series.Key.Series, open.At, turn.At, open.Value));
                    open = null;
                }
            }

            if (open is not null && monitor is not null) beyond.Add(new(open.Id, monitor, series.Key.Series, open.At, null, open.Value));
        }

        return (monitors, [.. beyond.Where(one => period.Holds(one.From)).OrderBy(one => one.From)]);
    }

    private async Task<IReadOnlyDictionary<MonitorNumber, MonitorRun>> RunsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<MonitorRun>().AsNoTracking().ToDictionaryAsync(run => run.Monitor, stopping);
    }

    private DateTimeOffset End(ReportPeriod period) => period.End < clock.GetUtcNow() ? period.End : clock.GetUtcNow();

    private static double Length(IEnumerable<Beyond> all, DateTimeOffset end) => all.Sum(one => Math.Max(0, ((one.Until is { } until && until < end ? until : end) - one.From).TotalSeconds));
}

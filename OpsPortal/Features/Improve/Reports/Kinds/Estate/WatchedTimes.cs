using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Improve.Effectiveness;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>When an availability monitor had something to say, and when one of its series was firing.</summary>
internal sealed record MonitorTimes(MonitorNumber Monitor, string Name, string Service, IReadOnlyList<TimeSlice> Known, IReadOnlyList<TimeSlice> Down);

/// <summary>When a service was watched and when it was down, as its availability monitors tell.</summary>
internal sealed record ServiceTimes(string Service, IReadOnlyList<MonitorTimes> Monitors)
{
    public IReadOnlyList<TimeSlice> Known { get; } = TimeSlices.Union(Monitors.SelectMany(monitor => monitor.Known));

    public IReadOnlyList<TimeSlice> Down { get; } = TimeSlices.Union(Monitors.SelectMany(monitor => monitor.Down));
}

/// <summary>Puts together from turns of phase when services were watched, down and worked on.</summary>
internal static class WatchedTimes
{
    /// <summary>Services that any availability monitor watches, by key.</summary>
    /// <param name="now">Nothing is known of what comes after.</param>
    public static async Task<IReadOnlyList<ServiceTimes>> ReadAsync(OpsDb db, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, CancellationToken stopping)
    {
        var until = end < now ? end : now;
        var monitors = (await db.Set<Monitor>().AsNoTracking().Where(m => m.Service != "").OrderBy(m => m.Number).ToListAsync(stopping)).Where(m => m.Draft.Kind == MonitorKind.Availability).ToList();
        MonitorNumber[] numbers = [.. monitors.Select(m => m.Number)];
        var turns = (await db.Set<MonitorTurn>().AsNoTracking().Where(turn => EF.Parameter(numbers).Contains(turn.Monitor)).OrderBy(turn => turn.Id).ToListAsync(stopping)).ToLookup(turn => turn.Monitor);
        var runs = await db.Set<MonitorRun>().AsNoTracking().Where(run => EF.Parameter(numbers).Contains(run.Monitor)).ToDictionaryAsync(run => run.Monitor, stopping);
        return [.. monitors.GroupBy(m => m.Service, StringComparer.Ordinal).OrderBy(service => service.Key, StringComparer.Ordinal).Select(service => new ServiceTimes(service.Key, [.. service.Select(Times)]))];

        MonitorTimes Times(Monitor monitor)
        {
            List<MonitorTurn> mine = [.. turns[monitor.Number].Where(turn => turn.At < until)], later = [.. turns[monitor.Number].Where(turn => turn.At >= until)];
            var times = OfMonitor(mine, later, runs.GetValueOrDefault(monitor.Number), start, until).ToList();
            return new(monitor.Number, monitor.Name, monitor.Service, TimeSlices.Union(times.Select(one => one.Slice)), TimeSlices.Union(times.Where(one => one.IsDown).Select(one => one.Slice)));
        }
    }

    /// <summary>When planned work went on, with the services that its windows name.</summary>
    public static async Task<IReadOnlyList<(IReadOnlyList<string> Services, TimeSlice Slice)>> PlannedAsync(OpsDb db, DateTimeOffset end, DateTimeOffset now, CancellationToken stopping)
    {
        var moments = await db.Set<WindowMoment>().AsNoTracking().Where(moment => (moment.Kind == MomentKind.Started || moment.Kind == MomentKind.Ended) && moment.At < end).OrderBy(moment => moment.Id).ToListAsync(stopping);
        var (open, worked) = (new Dictionary<WindowNumber, WindowMoment>(), new List<(IReadOnlyList<string> Services, TimeSlice Slice)>());
        foreach (var moment in moments)
        {
            if (moment.Kind == MomentKind.Started) open[moment.Window] = moment;
            else if (open.Remove(moment.Window, out var started)) worked.Add((Services(started), new(started.At, moment.At)));
        }

        worked.AddRange(open.Values.Select(started => (Services(started), new TimeSlice(started.At, end < now ? end : now))));
        return worked;

        static IReadOnlyList<string> Services(WindowMoment moment) => moment.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Each series by itself. Before its first turn it was in the phase that it turned from; without any turn it is as it runs now, since it does.</summary>
    private static IEnumerable<(TimeSlice Slice, bool IsDown)> OfMonitor(IReadOnlyList<MonitorTurn> turns, IReadOnlyList<MonitorTurn> later, MonitorRun? run, DateTimeOffset start, DateTimeOffset until)
    {
        var all = turns.Concat(later).ToList();
        if (all.Count == 0)
        {
            if (run?.Since is { } since && IsKnown(run.Phase)) yield return (new TimeSlice(since, until).Within(new(start, until)), run.Phase == Phase.Firing);
            yield break;
        }

        foreach (var series in all.GroupBy(turn => turn.Series))
        {
            var (from, phase) = (start, series.First().From);
            foreach (var turn in series.Where(turn => turn.At < until))
            {
                if (IsKnown(phase) && turn.At > from) yield return (new(from, turn.At), phase == Phase.Firing);
                (from, phase) = (turn.At > start ? turn.At : start, turn.To);
            }

            if (IsKnown(phase) && until > from) yield return (new(from, until), phase == Phase.Firing);
        }
    }

    private static bool IsKnown(Phase phase) => phase is Phase.Ok or Phase.Pending or Phase.Firing;
}

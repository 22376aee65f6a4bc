using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Improve.Effectiveness;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Kinds.Estate;

/// <summary>When a service was watched and when it was down, as its availability monitors tell.</summary>
internal sealed record ServiceTimes(string Service, IReadOnlyList<TimeSlice> Known, IReadOnlyList<TimeSlice> Down);

/// <summary>Puts together from turns of phase when services were watched, down and worked on.</summary>
internal static class WatchedTimes
{
    /// <summary>Services that any availability monitor watches, by key.</summary>
    /// <param name="now">Nothing is known of what comes after.</param>
    public static async Task<IReadOnlyList<ServiceTimes>> ReadAsync(OpsDb db, DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, CancellationToken stopping)
    {
        var until = end < now ? end : now;
        var monitors = (await db.Set<Monitor>().AsNoTracking().Where(m => m.Service != "").ToListAsync(stopping)).Where(m => m.Draft.Kind == MonitorKind.Availability).ToList();
        var numbers = monitors.ConvertAll(m => m.Number);
        var turns = await db.Set<MonitorTurn>().AsNoTracking().Where(turn => numbers.Contains(turn.Monitor) && turn.At < until).OrderBy(turn => turn.Id).ToListAsync(stopping);
        var later = await db.Set<MonitorTurn>().AsNoTracking().Where(turn => numbers.Contains(turn.Monitor) && turn.At >= until).OrderBy(turn => turn.Id).ToListAsync(stopping);
        var runs = await db.Set<MonitorRun>().AsNoTracking().Where(run => numbers.Contains(run.Monitor)).ToDictionaryAsync(run => run.Monitor, stopping);
        return
        [
            .. from service in monitors.GroupBy(m => m.Service)
               orderby service.Key
               let times = service.SelectMany(m => OfMonitor([.. turns.Where(turn => turn.Monitor == m.Number)], [.. later.Where(turn => turn.Monitor == m.Number)], runs.GetValueOrDefault(m.Number), start, until)).ToList()
               select new ServiceTimes(service.Key, TimeSlices.Union(times.Where(one => !one.IsDown).Select(one => one.Slice).Concat(times.Where(one => one.IsDown).Select(one => one.Slice))), TimeSlices.Union(times.Where(one => one.IsDown).Select(one => one.Slice))),
        ];
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

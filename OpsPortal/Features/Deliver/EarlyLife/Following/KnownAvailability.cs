using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Following;

/// <summary>How available services were, as their monitors of availability have seen it. A service that none of them watches is not known.</summary>
internal static class KnownAvailability
{
    /// <summary>Windows that began longer ago are over, or are no plan.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(40);

    /// <summary>In percent, of the service that was available least; null where it is not known of each of them.</summary>
    public static async Task<double?> ReadAsync(OpsDb db, IReadOnlyList<ServiceKey> services, string environment, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        List<string> names = [.. services.Select(service => service.Value)];
        var monitors = await (from monitor in db.Set<Monitor>().AsNoTracking()
                              join run in db.Set<MonitorRun>().AsNoTracking() on monitor.Number equals run.Monitor
                              where monitor.Kind == MonitorKind.Availability && monitor.Enabled && names.Contains(monitor.Service) && run.RanAt != null
                              select new { monitor.Number, monitor.Service, monitor.CreatedAt }).ToListAsync(stopping);
        if (names.Exists(name => monitors.TrueForAll(monitor => monitor.Service != name))) return null;
        List<MonitorNumber> numbers = [.. monitors.Select(monitor => monitor.Number)];
        var turns = (await TurnsAsync(db, numbers, from, to, stopping)).ToLookup(turn => turn.Monitor);
        double? least = null;
        foreach (var name in names)
        {
            List<Stretch> known = [], down = [];
            foreach (var monitor in monitors.Where(monitor => monitor.Service == name)) Watched(turns[monitor.Number], monitor.CreatedAt > from ? monitor.CreatedAt : from, to, known, down);
            if (MeasuredAvailability.Percent(known, down, await PlannedAsync(db, name, environment, from, to, stopping)) is not { } percent) return null;
            least = least < percent ? least : percent;
        }

        return least;
    }

    /// <summary>The turns within the time, and of each series the last one before.</summary>
    private static async Task<List<MonitorTurn>> TurnsAsync(OpsDb db, List<MonitorNumber> monitors, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var before = await db.Set<MonitorTurn>().Where(turn => monitors.Contains(turn.Monitor) && turn.At <= from).GroupBy(turn => new { turn.Monitor, turn.Series }).Select(series => series.Max(turn => turn.Id)).ToListAsync(stopping);
        return await db.Set<MonitorTurn>().AsNoTracking().Where(turn => before.Contains(turn.Id) || (monitors.Contains(turn.Monitor) && turn.At > from && turn.At <= to)).OrderBy(turn => turn.At).ThenBy(turn => turn.Id).ToListAsync(stopping);
    }

    /// <summary>Before its first turn a series was well; while it is silent, or outside its hours, nobody knows.</summary>
    private static void Watched(IEnumerable<MonitorTurn> turns, DateTimeOffset from, DateTimeOffset to, List<Stretch> known, List<Stretch> down)
    {
        var series = turns.GroupBy(turn => turn.Series, StringComparer.Ordinal).ToList();
        if (series.Count == 0) known.Add(new(from, to));
        foreach (var one in series)
        {
            var (at, phase) = (from, Phase.Ok);
            foreach (var turn in one)
            {
                Add(at, turn.At, phase);
                (at, phase) = (turn.At > from ? turn.At : from, turn.To);
            }

            Add(at, to, phase);
        }

        void Add(DateTimeOffset begin, DateTimeOffset end, Phase phase)
        {
            if (end <= begin || phase is Phase.Off or Phase.NoData or Phase.Unknown) return;
            known.Add(new(begin, end));
            if (phase == Phase.Firing) down.Add(new(begin, end));
        }
    }

    /// <summary>Maintenance of the whole service; a window that only some labels belong to is none.</summary>
    private static async Task<List<Stretch>> PlannedAsync(OpsDb db, string service, string environment, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var earliest = from - LongestWindow;
        var moments = await db.Set<WindowMoment>().AsNoTracking().Where(moment => (moment.Kind == MomentKind.Started || moment.Kind == MomentKind.Ended) && moment.At >= earliest && moment.At <= to && (" " + moment.Services + " ").Contains(" " + service + " ")).OrderBy(moment => moment.Id).ToListAsync(stopping);
        List<WindowNumber> numbers = [.. moments.Select(moment => moment.Window).Distinct()];
        var whole = (await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => numbers.Contains(window.Number)).Select(window => new { window.Number, window.Scope }).ToListAsync(stopping))
            .Where(window => window.Scope.Matchers.Count == 0 && (window.Scope.Environment.Length == 0 || string.Equals(window.Scope.Environment, environment, StringComparison.OrdinalIgnoreCase))).Select(window => window.Number).ToHashSet();
        var planned = new List<Stretch>();
        foreach (var window in moments.Where(moment => whole.Contains(moment.Window)).GroupBy(moment => moment.Window))
        {
            DateTimeOffset? since = null;
            foreach (var moment in window)
            {
                if (since is { } began && moment.Kind == MomentKind.Ended) planned.Add(new(began, moment.At));
                since = moment.Kind == MomentKind.Started ? moment.At : null;
            }

            if (since is { } open) planned.Add(new(open, to));
        }

        return planned;
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Room;

/// <summary>Reads from the capacity monitors of services how much room there is for two versions side by side.</summary>
internal sealed class RoomReader(TimeProvider clock)
{
    /// <summary>Most monitors, and most series of them, that are looked at.</summary>
    private const int MostMonitors = 200, MostSeries = 1000;

    /// <summary>What is watched of the services, and what the model needs of it; empty for a model that needs no more than now.</summary>
    /// <param name="environment">A series that names another one is left out.</param>
    public async Task<IReadOnlyList<RoomFinding>> LookAsync(OpsDb db, DeploymentModel model, IReadOnlyCollection<ServiceKey> services, string environment, CancellationToken stopping) =>
        model.ExtraLoad <= 0 ? [] : Headroom.Default.Look(model, services, await UsesAsync(db, services, environment, stopping));

    /// <summary>One for each series of each capacity monitor that is on, as it was measured last.</summary>
    public async Task<IReadOnlyList<CapacityUse>> UsesAsync(OpsDb db, IReadOnlyCollection<ServiceKey> services, string environment, CancellationToken stopping)
    {
        List<string> keys = [.. services.Select(service => service.Value)];
        var monitors = await db.Set<Monitor>().AsNoTracking().Where(monitor => monitor.Enabled && monitor.Kind == MonitorKind.Capacity && (keys.Contains(monitor.Service) || monitor.Service == ""))
            .OrderBy(monitor => monitor.Number).Take(MostMonitors).ToListAsync(stopping);
        if (monitors.Count == 0) return [];
        var numbers = monitors.ConvertAll(monitor => monitor.Number);
        var series = (await db.Set<MonitorSeriesState>().AsNoTracking().Where(state => numbers.Contains(state.Monitor)).Take(MostSeries).ToListAsync(stopping)).ToLookup(state => state.Monitor);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return [.. monitors.SelectMany(monitor => Uses(monitor, [.. series[monitor.Number].Where(state => state.Labels.Count > 0 || series[monitor.Number].Count() == 1)], keys, environment, now))];
    }

    private static IEnumerable<CapacityUse> Uses(Monitor monitor, IReadOnlyList<MonitorSeriesState> series, List<string> keys, string environment, long now)
    {
        if (series.Count == 0 && keys.Contains(monitor.Service)) yield return new(new(monitor.Service), monitor.Name, null, 1);
        foreach (var state in series)
        {
            var service = MonitorSignals.Service(monitor, state.Labels);
            if (!keys.Contains(service) || IsElsewhere(state.Labels, environment)) continue;
            var threshold = monitor.Draft.ThresholdFor(service);
            if (threshold.Levels.MaxBy(level => level.Severity) is not { } worst) continue;
            var (capacity, last) = (monitor.Draft.Full ?? worst.Value, ThresholdState.Parse(state.State));

            // What is free tells nothing of what is used; and what was measured long ago nothing of now.
            var isKnown = worst.Side == Side.Above && double.IsFinite(last.Value) && now - last.HeardAt <= Fresh(monitor).TotalMilliseconds;
            yield return new(new(service), Name(monitor, state.Labels, service), isKnown ? last.Value : null, capacity);
        }
    }

    private static TimeSpan Fresh(Monitor monitor) => monitor.Draft.Every * 3 > TimeSpan.FromHours(1) ? monitor.Draft.Every * 3 : TimeSpan.FromHours(1);

    private static string Name(Monitor monitor, LabelSet labels, string service) => MonitorSignals.Where(monitor, labels) is var where && where.Length > 0 && where != service && where != monitor.Draft.Target.Words ? $"{monitor.Name} ({where})" : monitor.Name;

    private static bool IsElsewhere(LabelSet labels, string environment) => Named(labels) is { Length: > 0 } named && !string.Equals(named, environment, StringComparison.OrdinalIgnoreCase);

    private static string Named(LabelSet labels) => labels["environment"] is { Length: > 0 } environment ? environment : labels["env"];
}

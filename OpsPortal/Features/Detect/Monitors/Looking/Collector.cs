using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Features.Detect.Signals;

namespace OpsPortal.Features.Detect.Monitors.Looking;

/// <summary>Brings what a monitor looks at into the store, where the portal has to go and get it.</summary>
internal sealed class Collector(ProbeRunner probes, PortalCounts counts, MetricStore store, TimeProvider clock)
{
    /// <summary>What was found, in words; empty where there was nothing to get.</summary>
    /// <param name="known">Instances that were counted before.</param>
    public async Task<string> CollectAsync(Monitor monitor, IEnumerable<string> known, CancellationToken stopping)
    {
        switch (monitor.Draft.Target)
        {
            case ProbeTarget probe:
                var answer = await probes.RunAsync(probe, stopping);
                var kept = await store.AppendAsync("probe", [.. ProbeSeries.Points(monitor, probe, answer, clock.GetUtcNow())], stopping);
                return Said(kept, answer.Why);
            case PortalTarget portal:
                var points = await counts.CountAsync(monitor, portal, known, clock.GetUtcNow(), stopping);
                return Said(await store.AppendAsync("portal", points, stopping), "");
            default:
                return "";
        }
    }

    private static string Said(Metrics.Appended kept, string found) =>
        kept.Outcome != Taken.Stored ? $"{found} The result could not be stored.".Trim() : kept.Rejected > 0 ? $"{found} {kept.Why}".Trim() : found;
}

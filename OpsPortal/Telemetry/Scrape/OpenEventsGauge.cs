using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Live;
using OpsPortal.Storage;
using Prometheus;

namespace OpsPortal.Telemetry.Scrape;

/// <summary>Counts open events when somebody scrapes, and only when events have changed since.</summary>
internal sealed class OpenEventsGauge(IDbContextFactory<OpsDb> databases, ChangeFeed feed, ILogger<OpenEventsGauge> log)
{
    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    private long _counted = -1;

    public void Show(MetricFactory metrics, CollectorRegistry registry)
    {
        var gauge = metrics.CreateGauge("opsportal_events_open", "Events that are not resolved or closed, by priority and standing.", "priority", "standing");
        registry.AddBeforeCollectCallback(stopping => CountAsync(gauge, stopping));
    }

    private async Task CountAsync(Gauge gauge, CancellationToken stopping)
    {
        var version = feed.Version(ChangeKind.Events);
        if (version == Volatile.Read(ref _counted)) return;
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var counts = await db.Events.Where(e => Open.Contains(e.Standing)).GroupBy(e => new { e.Priority, e.Standing })
                .Select(group => new { group.Key.Priority, group.Key.Standing, Count = group.Count() }).ToListAsync(stopping);
            foreach (var priority in Enum.GetValues<Priority>())
            {
                foreach (var standing in Open)
                {
                    gauge.WithLabels(priority.ToString(), standing.ToString())
                        .Set(counts.SingleOrDefault(c => c.Priority == priority && c.Standing == standing)?.Count ?? 0);
                }
            }

            Volatile.Write(ref _counted, version);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The other metrics matter most when the database is away.
            log.CountingFailed(failure);
        }
    }
}

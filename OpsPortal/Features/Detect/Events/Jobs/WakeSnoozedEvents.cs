using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Detect.Events.Jobs;

/// <summary>Brings events back whose snooze has ended.</summary>
internal sealed class WakeSnoozedEvents(EventSweep sweep, TimeProvider clock, ILogger<WakeSnoozedEvents> log) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var by = Actor.Portal("snooze");
        var woken = await sweep.RunAsync(
            by, now, e => e.Standing == Standing.Snoozed && e.SnoozedUntil <= now, "event.woken", found => found.Wake(by, now), stopping);
        if (woken > 0) log.Woken(woken);
    }
}

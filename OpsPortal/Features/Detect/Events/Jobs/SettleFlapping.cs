using OpsPortal.Domain.People;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Detect.Events.Jobs;

/// <summary>Tells of events whose condition came and went that it has come to rest.</summary>
internal sealed class SettleFlapping(EventSweep sweep, TimeProvider clock, ILogger<SettleFlapping> log) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var settled = await sweep.RunAsync(Actor.Portal("flapping"), now, e => e.FlapsSince != null, "event.settled", found => found.Settle(now), stopping);
        if (settled > 0) log.Settled(settled);
    }
}

using OpsPortal.Jobs;
using OpsPortal.Live;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>Keeps the sums of events right: finds what has changed, late data included, and counts it anew. Running it twice changes nothing twice.</summary>
internal sealed class RollUpEvents(ChangedQuarters changed, EventCounter counter, RebuildRollups rebuild, ChangeFeed feed, TimeProvider clock) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await changed.FollowAsync(now, stopping);
        var any = await counter.RunAsync(now, stopping);
        await rebuild.EndAsync(stopping);
        if (any) feed.Publish(ChangeKind.Reports);
    }
}

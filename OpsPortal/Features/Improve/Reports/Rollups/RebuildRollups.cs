using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>How far the sums are.</summary>
/// <param name="Pending">Quarters of an hour still to be counted.</param>
/// <param name="RebuildOf">How many a rebuild that goes on began with; 0: none goes on.</param>
/// <param name="RebuiltAt">When a rebuild was last asked for; null: never.</param>
public sealed record RollupProgress(int Pending, int RebuildOf, DateTimeOffset? RebuiltAt, string RebuiltBy)
{
    /// <summary>0 to 100; null where no rebuild goes on.</summary>
    public int? Percent => RebuildOf > 0 ? (int)Math.Clamp(100L * (RebuildOf - Pending) / RebuildOf, 0, 100) : null;
}

/// <summary>Has every sum counted anew from the events that are still there; sums of what was removed since stay as they are.</summary>
internal sealed class RebuildRollups(IDbContextFactory<OpsDb> databases, ChangedQuarters quarters, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Notes it; the job does the work. Refused without <see cref="Permissions.JobsManage"/>.</summary>
    public async Task<Outcome<RollupProgress>> RunAsync(Actor by, CancellationToken stopping)
    {
        if (!by.May(Permissions.JobsManage)) return Refusals.Forbidden(Permissions.JobsManage);
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var marker = await db.Set<RollupMarker>().SingleOrDefaultAsync(stopping);
        if (marker is null) db.Add(marker = await ChangedQuarters.BeginAsync(db, now, stopping));
        var every = await quarters.EveryAsync(db, now, stopping);
        await ChangedQuarters.PendAsync(db, every, stopping);
        (marker.RebuildOf, marker.RebuiltAt, marker.RebuiltBy) = (every.Count, now, by.Name);
        db.Record(new Act(by, now, "reports.rebuilt", "reports", After: new { Quarters = every.Count }));
        await db.SaveChangesAsync(stopping);
        feed.Publish(ChangeKind.Reports);
        feed.Publish(ChangeKind.Audit);
        return await ProgressAsync(stopping);
    }

    public async Task<RollupProgress> ProgressAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var pending = await db.Set<PendingSum>().CountAsync(one => one.Grain == Grain.Quarter, stopping);
        return await db.Set<RollupMarker>().AsNoTracking().SingleOrDefaultAsync(stopping) is { } marker ? new(pending, marker.RebuildOf, marker.RebuiltAt, marker.RebuiltBy) : new(pending, 0, null, "");
    }

    /// <summary>Notes that a rebuild is done, once nothing is left of it.</summary>
    public async Task EndAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<PendingSum>().AnyAsync(one => one.Grain == Grain.Quarter, stopping)) return;
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<RollupMarker>().Where(marker => marker.RebuildOf > 0).ExecuteUpdateAsync(set => set.SetProperty(marker => marker.RebuildOf, 0), stopping);
    }
}

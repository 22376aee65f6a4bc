using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Jobs;

/// <summary>Removes closed events with their timeline, and expired silences, when they are older than the settings keep them.</summary>
/// <remarks>Each removal is one act in the audit trail, in the same transaction. The audit trail itself is never shortened.</remarks>
internal sealed class RetainEvents(
    IDbContextFactory<OpsDb> databases, ChangeFeed feed, IOptions<JobOptions> options, TimeProvider clock, ILogger<RetainEvents> log) : IJob
{
    private const int PageSize = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var (events, silences) = (0, 0);
        while (await RemoveEventsAsync(now, stopping) is > 0 and var removed) events += removed;
        while (await RemoveSilencesAsync(now, stopping) is > 0 and var removed) silences += removed;
        if (events + silences == 0) return;
        feed.Publish(ChangeKind.Events);
        feed.Publish(ChangeKind.Audit);
        log.Removed(events, silences);
    }

    private async Task<int> RemoveEventsAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var before = now - options.Value.KeepClosedEvents;
        await using var db = await databases.CreateDbContextAsync(stopping);

        // The last signal is never after the closing, and there is an index on it.
        var old = await db.Events.Where(e => e.Standing == Standing.Closed && e.LastSeenAt < before && e.ChangedAt < before)
            .OrderBy(e => e.LastSeenAt).Take(PageSize).Select(e => e.Number).ToListAsync(stopping);
        return await RemoveAsync(
            db, "events.removed", "retention", old.Count, new { old.Count, ClosedBefore = before, Numbers = old.ConvertAll(number => number.ToString()) }, now,
            () => db.Events.Where(e => old.Contains(e.Number) && e.Standing == Standing.Closed).ExecuteDeleteAsync(stopping), stopping);
    }

    private async Task<int> RemoveSilencesAsync(DateTimeOffset now, CancellationToken stopping)
    {
        var before = now - options.Value.KeepExpiredSilences;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var old = await db.Silences.Where(s => s.EndsAt < before).OrderBy(s => s.EndsAt).Take(PageSize).Select(s => s.Id).ToListAsync(stopping);
        return await RemoveAsync(
            db, "silences.removed", "retention", old.Count, new { old.Count, ExpiredBefore = before }, now,
            () => db.Silences.Where(s => old.Contains(s.Id)).ExecuteDeleteAsync(stopping), stopping);
    }

    private static async Task<int> RemoveAsync(
        OpsDb db, string act, string @object, int count, object removed, DateTimeOffset now, Func<Task<int>> delete, CancellationToken stopping)
    {
        if (count == 0) return 0;
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        await delete();
        db.Record(new Act(Actor.Portal("retention"), now, act, @object, removed));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        return count;
    }
}

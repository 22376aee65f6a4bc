using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Runs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Automation.Watching;

/// <summary>
/// Looks at what happened since it last looked, and has every trigger that speaks of it propose a run. What is decided is
/// written in the transaction that moves the cursor: a portal that is killed goes on from there and asks nothing twice.
/// </summary>
internal sealed class PlanRuns(IDbContextFactory<OpsDb> databases, RunWriter writer, ChangeFeed feed, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, long> _reached = [];

    /// <summary>Up to what has happened by now.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            _reached.Clear();
            foreach (var name in await WatchedAsync(stopping))
            {
                while (await PassAsync(name, stopping)) stopping.ThrowIfCancellationRequested();
            }

            await ExpireAsync(stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<IReadOnlyList<string>> WatchedAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await Watching(db).AsNoTracking().ToListAsync(stopping)).Select(WatchCursor.NameOf).Distinct(StringComparer.Ordinal)];
    }

    private static IQueryable<Trigger> Watching(OpsDb db) => db.Set<Trigger>().Where(trigger => trigger.Mode != TriggerMode.Off && trigger.StoppedAt == null);

    /// <summary>Reads before it takes its turn to write, so that a storm of signals waits for no reading.</summary>
    /// <returns>There is more.</returns>
    private async Task<bool> PassAsync(string name, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var triggers = (await Watching(db).ToListAsync(stopping)).FindAll(trigger => WatchCursor.NameOf(trigger) == name);
        if (triggers.Count == 0 || await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == name, stopping) is not { } cursor) return false;
        var (now, waits) = (clock.GetUtcNow(), name != WatchCursor.Now);
        cursor.Reached = _reached.GetValueOrDefault(name);
        var part = await EventWatch.ReadAsync(db, cursor, waits ? now - triggers[0].Condition.Wait : now, waits, now, stopping);
        _reached[name] = cursor.Reached;
        var candidates = await Candidates.FindAsync(db, part, triggers, waits, stopping);
        if (candidates.Count == 0)
        {
            if (part.Moved) await db.SaveChangesAsync(stopping);
            return part.More;
        }

        using (await db.Gate.EnterAsync(stopping))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            await writer.WriteAsync(db, candidates, now, stopping);
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }

        Tell();
        return part.More;
    }

    /// <summary>Nobody said yes in time.</summary>
    private async Task ExpireAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var late = await db.Set<TriggerRun>().Where(run => run.State == RunState.AwaitingApproval && run.ApproveBy < now).ToListAsync(stopping);
        if (late.Count == 0) return;
        foreach (var run in late) await WaitingRuns.StopAsync(db, run, "", AutomationRefusals.TooLate(), now, stopping);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody answered at the last moment; what is left is late at the next look too.
            return;
        }

        Tell();
    }

    private void Tell()
    {
        feed.Publish(ChangeKind.Automation);
        feed.Publish(ChangeKind.Audit);
        feed.Publish(ChangeKind.Outbox);
    }
}

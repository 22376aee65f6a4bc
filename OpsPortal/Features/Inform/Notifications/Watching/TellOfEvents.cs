using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Notifications;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Notifications.Watching;

/// <summary>
/// Looks at what happened to events and tells those who asked. Each step is one transaction: the cursor with what it began,
/// a message with what was told by it. So a portal that is killed in between goes on from there, and tells nobody twice.
/// </summary>
internal sealed class TellOfEvents(IDbContextFactory<OpsDb> databases, TellingMessages messages, IEnumerable<IOnCall> rota, ChangeFeed feed, TellingClock clock) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly IOnCall? _onCall = rota.FirstOrDefault();

    /// <summary>Up to what has happened by now.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            var reached = 0L;
            for (var more = true; more;)
            {
                (more, reached) = await BeginAsync(reached, stopping);
                for (PassPlace? after = new(default, ""); after is not null;)
                {
                    stopping.ThrowIfCancellationRequested();
                    after = await TellAsync(after, stopping);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Begins what rules speak of, in the transaction that moves the cursor.</summary>
    private async Task<(bool More, long Reached)> BeginAsync(long reached, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var now = clock.Now;
        var rules = await RuleView.ReadAsync(db, _onCall, now, stopping);
        if (rules.Rules.Count == 0) return (false, reached);
        if (await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == ChangedEvents.CursorName, stopping) is not { } cursor)
        {
            await ChangedEvents.BeginAsync(db, stopping);
            await db.SaveChangesAsync(stopping);
            return (true, reached);
        }

        cursor.Reached = reached;
        var part = await ChangedEvents.ReadAsync(db, cursor, now, stopping);
        await new TellingPass(db, rules, now).BeginAsync(part, stopping);
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stopping);
        return (part.More, cursor.Reached);
    }

    /// <summary>Moves the next tellings, in the transaction that writes their messages.</summary>
    /// <returns>Where to go on; null: that was all.</returns>
    private async Task<PassPlace?> TellAsync(PassPlace after, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var now = clock.Now;
        if (!await db.Set<Telling>().AnyAsync(stopping)) return null;
        var pass = new TellingPass(db, await RuleView.ReadAsync(db, _onCall, now, stopping), now);
        var next = await pass.LookAsync(after, stopping);
        var told = await messages.WriteAsync(db, pass.InHand, now, stopping);
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(stopping);
        if (told.Messages == 0) return next;
        clock.Log.Told(told.Fired, told.Cleared, told.Messages);
        feed.Publish(ChangeKind.Outbox);
        return next;
    }
}

/// <summary>The time, and where it is written down what was told.</summary>
internal sealed class TellingClock(TimeProvider clock, ILogger<TellOfEvents> log)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public ILogger Log => log;
}

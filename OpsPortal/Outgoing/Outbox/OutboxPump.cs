using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Outgoing.Outbox;

/// <summary>
/// Takes what is due out of the outbox and has it sent, several at once. What is due is in the database: a portal that is
/// killed finds it again, sends what may be sent twice, and gives up what may not.
/// </summary>
internal sealed class OutboxPump(IDbContextFactory<OpsDb> databases, IEnumerable<IOutboxSender> senders, ChangeFeed feed, TimeProvider clock, ILogger<OutboxPump> log) : IDisposable
{
    /// <summary>What is added to a message's own time-out before it is taken to have been interrupted.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    /// <summary>How often an answer is written anew when somebody else saved in between.</summary>
    private const int Attempts = 5;

    private const string Interrupted = "The portal stopped while this was under way.";

    private readonly Dictionary<string, IOutboxSender> _senders = senders.ToDictionary(sender => sender.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, (string Kind, Task Task)> _underWay = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Begins to send what is due, as far as there is room, and returns without waiting for the answers.</summary>
    public async Task SweepAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            await RecoverAsync(stopping);
            foreach (var sender in _senders.Values) await ClaimAsync(sender, stopping);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until nothing is under way.</summary>
    public Task SettledAsync() => Task.WhenAll(_underWay.Values.Select(one => one.Task));

    /// <summary>Ends what is under way: it is tried again later, or noted as interrupted.</summary>
    public async Task CloseAsync()
    {
        // A host that is told to stop twice may ask again when all is over.
        if (!_closing.IsCancellationRequested) await _closing.CancelAsync();
        await SettledAsync();
    }

    public void Dispose()
    {
        _closing.Dispose();
        _turn.Dispose();
    }

    /// <summary>Deals with what somebody began and nobody ended in time.</summary>
    private async Task RecoverAsync(CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var lost = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.LeaseUntil < now).ToListAsync(stopping);
        foreach (var message in lost.Where(message => !_underWay.ContainsKey(message.Id)))
        {
            if (_senders.TryGetValue(message.Kind, out var sender)) await SettleAsync(sender, message, new(Succeeded: false, Interrupted, Final: !message.Repeatable), TimeSpan.Zero);
        }
    }

    private async Task ClaimAsync(IOutboxSender sender, CancellationToken stopping)
    {
        var room = sender.AtOnce - _underWay.Values.Count(one => one.Kind == sender.Kind);
        if (room <= 0) return;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var due = await db.Set<OutboxMessage>().AsNoTracking().Where(message => message.Kind == sender.Kind && message.DueAt <= now)
            .OrderBy(message => message.DueAt).ThenBy(message => message.Id).Take(room).Select(message => message.Id).ToListAsync(stopping);
        foreach (var id in due)
        {
            if (await TakeAsync(sender, id, stopping) is not { } message) continue;
            var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[id] = (sender.Kind, sending.Task);
            _ = Task.Run(() => SendAsync(sender, message, sending), CancellationToken.None);
        }
    }

    /// <summary>Marks a message as under way; null: somebody else has it, or it was called off.</summary>
    private async Task<OutboxMessage?> TakeAsync(IOutboxSender sender, Guid id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(message => message.Id == id && message.State == OutboxState.Waiting, stopping) is not { } found) return null;
        var now = clock.GetUtcNow();
        found.Claim(now, Slack);
        await sender.StartedAsync(db, found, now, stopping);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }

        sender.Told();
        return found;
    }

    private async Task SendAsync(IOutboxSender sender, OutboxMessage message, TaskCompletionSource sending)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var delivery = await TryAsync(sender, message);
            await SettleAsync(sender, message, delivery, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception failure)
        {
            // Its lease ends, and then it is dealt with.
            log.NotNoted(failure, message.Id, message.About);
        }
        finally
        {
            _underWay.TryRemove(message.Id, out _);
            sending.SetResult();
            feed.Publish(ChangeKind.Outbox);
        }
    }

    private async Task<Delivery> TryAsync(IOutboxSender sender, OutboxMessage message)
    {
        try
        {
            return await sender.SendAsync(message, _closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            return new(Succeeded: false, Interrupted, Final: !message.Repeatable);
        }
        catch (Exception failure)
        {
            log.Failed(failure, message.Id, message.About);
            return new(Succeeded: false, $"The portal itself failed: {failure.Message}", Final: !message.Repeatable);
        }
    }

    private async Task SettleAsync(IOutboxSender sender, OutboxMessage seen, Delivery delivery, TimeSpan took)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            if (await db.Set<OutboxMessage>().SingleOrDefaultAsync(message => message.Id == seen.Id, CancellationToken.None) is not { State: OutboxState.Sending } message || message.Attempts != seen.Attempts) return;
            var now = clock.GetUtcNow();
            message.Settle(delivery.Succeeded, delivery.Said, Again(message, delivery, now), now);
            db.Add(new OutboxAttempt { Message = message.Id, Attempt = message.Attempts, At = now, TookMilliseconds = (int)took.TotalMilliseconds, Succeeded = delivery.Succeeded, Said = message.LastError.Length > 0 ? message.LastError : delivery.Said });
            await sender.SettledAsync(db, message, delivery, now, CancellationToken.None);
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                continue;
            }

            log.Settled(message.About, message.State, message.Attempts, delivery.Said);
            sender.Told();
            return;
        }
    }

    private static DateTimeOffset? Again(OutboxMessage message, Delivery delivery, DateTimeOffset now)
    {
        if (delivery.Succeeded || delivery.Final || message.Attempts >= message.MaxAttempts) return null;
        var own = now + Backoff.After(message.Attempts, Random.Shared.NextDouble());
        var latest = now + Backoff.Longest;
        return delivery.NotBefore is { } asked && asked > own ? (asked < latest ? asked : latest) : own;
    }
}

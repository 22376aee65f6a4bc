using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>
/// The one writer: makes whatever has arrived durable in one transaction, then answers every sender that waits.
/// It never stops: what fails is answered with a no, and the view is read anew before the next try.
/// </summary>
internal sealed class SignalWriter(SignalPath path, SignalPipeline pipeline, IDbContextFactory<OpsDb> databases, WriterFeedback feedback, TimeProvider clock)
    : BackgroundService
{
    /// <summary>What the event numbers are counted as.</summary>
    public const string Numbered = "EVT";

    /// <summary>Up to so many signals go into one transaction, so that a person's act never waits long for its turn.</summary>
    private const int MostSignals = 16_384;

    /// <summary>How long repeats may stay in the touch log while signals keep coming.</summary>
    private static readonly TimeSpan FoldAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long the view may wait to be read after a start.</summary>
    private static readonly TimeSpan FirstPage = TimeSpan.FromSeconds(2);

    /// <summary>How long it must have been quiet before repeats are folded ahead of that time.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    private readonly KnownEvents _known = new();
    private readonly Identities _identities = new();
    private readonly Folding _folding = new(databases, pipeline.Significance);
    private readonly Indexing _indexing = new(databases);
    private long _next;
    private bool _ready;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What the last run left in the touch log is brought into the rows before anybody asks for them. Reading all that fires would
        // stand in the way of the first page; the first signal waits for it in any case.
        await ReplayAsync(stoppingToken);
        await SomethingArrivesAsync(FirstPage, stoppingToken);
        if (!path.Arrivals.TryPeek(out _)) await WorkAsync([], stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var consignments = await NextAsync(stoppingToken);
            if (consignments.Count == 0) await CatchUpAsync(stoppingToken);
            else await WorkAsync(consignments, stoppingToken);
            if (_folding.IsDue(clock.GetUtcNow(), FoldAfter)) await FoldAsync(stoppingToken);
            if (_indexing.IsDue(clock.GetUtcNow())) await IndexAsync(stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        path.Complete();
        await base.StopAsync(cancellationToken);
        while (path.Arrivals.TryRead(out var left)) left.Answer.TrySetResult(Taken.Unavailable);
    }

    private async Task ReplayAsync(CancellationToken stopping)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            await TouchLog.ReplayAsync(db, stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            feedback.Failed(0, failure);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the log is still there at the next start.
        }
    }

    /// <summary>Everything that waits, up to the limit; nothing when it has been quiet and there is something to catch up with.</summary>
    private async Task<List<Consignment>> NextAsync(CancellationToken stopping)
    {
        var taken = new List<Consignment>();
        if (!path.Arrivals.TryPeek(out _) && !await SomethingArrivesAsync(_folding.IsEmpty && _indexing.IsEmpty ? Timeout.InfiniteTimeSpan : Quiet, stopping)) return taken;
        for (var signals = 0; signals < MostSignals && path.Arrivals.TryRead(out var consignment); signals += consignment.Signals.Count) taken.Add(consignment);
        feedback.Metrics.Waiting(path.Arrivals.CanCount ? path.Arrivals.Count : 0);
        return taken;
    }

    /// <summary>Waits for the next signals, for as long as there is nothing else to do.</summary>
    private async Task<bool> SomethingArrivesAsync(TimeSpan atMost, CancellationToken stopping)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        quiet.CancelAfter(atMost);
        try
        {
            return await path.Arrivals.WaitToReadAsync(quiet.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WorkAsync(List<Consignment> consignments, CancellationToken stopping)
    {
        try
        {
            await CommitAsync(consignments, stopping);
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(Taken.Stored);
        }
        catch (Exception failure) when (StorageFailures.IsPoison(failure) && consignments.Count > 1)
        {
            // One of them cannot be stored; alone, each shows whether it is the one. Rules must not remember what was judged in vain.
            _ready = false;
            foreach (var consignment in consignments) await WorkAsync([consignment], stopping);
        }
        catch (Exception failure) when (StorageFailures.IsPoison(failure) && consignments[0].Signals.Count > 1)
        {
            _ready = false;
            foreach (var signal in consignments[0].Signals) await WorkAsync([consignments[0] with { Signals = [signal], Answer = new() }], stopping);
            consignments[0].Answer.TrySetResult(_ready ? Taken.Stored : Taken.Unavailable);
        }
        catch (Exception failure) when (StorageFailures.IsPoison(failure))
        {
            feedback.SetAside(consignments[0].Signals, failure);
            consignments[0].Answer.TrySetResult(Taken.Stored);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _ready = false;
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(Taken.Unavailable);
        }
        catch (Exception failure)
        {
            _ready = false;
            feedback.Failed(consignments.Count, failure);
            foreach (var consignment in consignments) consignment.Answer.TrySetResult(Taken.Unavailable);
        }
    }

    private async Task CommitAsync(List<Consignment> consignments, CancellationToken stopping)
    {
        var started = Stopwatch.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var source in consignments.Select(consignment => consignment.Renews).OfType<string>())
        {
            await Identities.RenewAsync(db, source, clock.GetUtcNow(), stopping);
            _ready = false;
            feedback.Renewed();
        }

        if (!_ready) await LoadAsync(stopping);
        var batch = new SignalBatch(clock.GetUtcNow());
        foreach (var consignment in consignments) batch.Signals.AddRange(_identities.Identify(consignment.Signals));
        using (await db.Gate.EnterAsync(stopping))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            pipeline.Significance.Run(batch, _known);
            if (consignments.Exists(consignment => consignment.ExpiresSilent)) pipeline.Significance.Tick(batch);
            await SignalStore.FindReturningAsync(db, batch, _known, stopping);
            pipeline.Run(batch, _known);
            if (consignments.Exists(consignment => consignment.ExpiresSilent)) ExpireStep.Run(batch, _known);
            if (!batch.IsEmpty)
            {
                var next = await SignalStore.WriteAsync(db, batch, _next, stopping);

                // Past this point a shutdown must not leave us in doubt about what is stored.
                await transaction.CommitAsync(CancellationToken.None);
                _next = next;
            }
        }

        _known.Commit(batch);
        _folding.Note(batch, clock.GetUtcNow());
        _indexing.Note(batch, clock.GetUtcNow());
        feedback.Committed(batch, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>What can wait is done while nothing arrives: first the rows, then their words.</summary>
    private async Task CatchUpAsync(CancellationToken stopping)
    {
        if (!_folding.IsEmpty) await FoldAsync(stopping);
        while (!_indexing.IsEmpty && !path.Arrivals.TryPeek(out _))
        {
            if (!await IndexAsync(stopping)) return;
        }
    }

    private async Task<bool> IndexAsync(CancellationToken stopping)
    {
        try
        {
            await _indexing.RunAsync(stopping);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _indexing.Doubt(clock.GetUtcNow());
            feedback.Failed(0, failure);
            return false;
        }
        catch (OperationCanceledException)
        {
            // Stopping: the next start goes on from the watermark.
            return false;
        }
    }

    private async Task FoldAsync(CancellationToken stopping)
    {
        try
        {
            await _folding.RunAsync(stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What is not folded stays in the log, and the log is read when the view is.
            _ready = false;
            _folding.Clear();
            feedback.Failed(0, failure);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the log keeps what is left for the next start.
            _folding.Clear();
        }
    }

    /// <summary>Applies what an earlier run left in the touch log and reads the view.</summary>
    private async Task LoadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        await TouchLog.ReplayAsync(db, stopping);
        if (await db.Set<NumberSequence>().AsNoTracking().SingleOrDefaultAsync(s => s.Kind == Numbered, stopping) is { } sequence) _next = sequence.Next;
        else
        {
            _next = 1;
            db.Add(new NumberSequence { Kind = Numbered, Next = _next });
            await db.SaveChangesAsync(stopping);
        }

        await _known.LoadAsync(db, stopping);
        await _identities.LoadAsync(db, stopping);
        await pipeline.Significance.LoadAsync(db, clock.GetUtcNow(), stopping);
        _folding.Clear();
        _indexing.Doubt(clock.GetUtcNow());
        _ready = true;
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>Writes what the ledger counted, every few seconds and once more at the end.</summary>
internal sealed class LedgerWriter(SourceLedger ledger, IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<LedgerWriter> log) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    /// <summary>Writes what has come since the last time. What cannot be written is given up: it is a record of traffic, not the traffic.</summary>
    public async Task WriteAsync(CancellationToken stopping)
    {
        var drained = ledger.Drain();
        if (drained.Count == 0) return;
        await using var db = databases.CreateDbContext();
        using (await db.Gate.EnterAsync(stopping))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            foreach (var (source, what) in drained)
            {
                await CountAsync(db, source, what, stopping);
                db.AddRange(Samples(source, what));
                if (what.SpokeAt is { } at)
                    await db.Set<IntakeSource>().Where(s => s.Name == source && (s.LastSignalAt == null || s.LastSignalAt < at)).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSignalAt, at), stopping);
            }

            await db.SaveChangesAsync(stopping);
            foreach (var (source, what) in drained) await ForgetAsync(db, source, what, stopping);
            await transaction.CommitAsync(stopping);
        }

        feed.Publish(ChangeKind.SourceTraffic);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await TryAsync(CancellationToken.None);
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await WriteAsync(stopping);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or TimeoutException or InvalidOperationException { InnerException: DbException })
        {
            log.TrafficNotWritten(fault);
        }
    }

    private static async Task CountAsync(OpsDb db, string source, Drained what, CancellationToken stopping)
    {
        foreach (var (minute, counts) in what.Minutes)
        {
            if (await db.Set<SourceMinute>().SingleOrDefaultAsync(m => m.Source == source && m.Minute == minute, stopping) is not { } row)
                db.Add(row = new() { Source = source, Minute = minute });
            row.Signals += counts.Signals;
            row.Errors += counts.Errors;
            row.Dropped += counts.Dropped;
        }
    }

    /// <summary>What came in one instant keeps its order: each sample is a microsecond, the least that both databases tell apart, after the one before.</summary>
    private static IEnumerable<SourceSample> Samples(string source, Drained what)
    {
        var place = 0;
        foreach (var (at, signal) in what.Signals) yield return new() { Id = Guid.CreateVersion7(at), Source = source, Kind = SampleKind.Signal, At = at.AddMicroseconds(place++), Body = SignalText.Write(signal, at) };
        foreach (var error in what.Errors) yield return new() { Id = Guid.CreateVersion7(error.At), Source = source, Kind = SampleKind.Error, At = error.At.AddMicroseconds(place++), Reason = error.Reason, Message = error.Message, Body = error.Body };
        foreach (var payload in what.Payloads) yield return new() { Id = Guid.CreateVersion7(payload.At), Source = source, Kind = SampleKind.Payload, At = payload.At.AddMicroseconds(place++), Body = payload.Body };
    }

    private static async Task ForgetAsync(OpsDb db, string source, Drained what, CancellationToken stopping)
    {
        foreach (var (kind, added) in ((SampleKind, int)[])[(SampleKind.Signal, what.Signals.Count), (SampleKind.Error, what.Errors.Count), (SampleKind.Payload, what.Payloads.Count)])
        {
            if (added == 0) continue;
            var old = await db.Set<SourceSample>().Where(s => s.Source == source && s.Kind == kind).OrderByDescending(s => s.At).ThenByDescending(s => s.Id)
                .Skip(SourceSample.Kept(kind)).Select(s => s.Id).ToListAsync(stopping);
            if (old.Count > 0) await db.Set<SourceSample>().Where(s => EF.Parameter(old).Contains(s.Id)).ExecuteDeleteAsync(stopping);
        }
    }
}

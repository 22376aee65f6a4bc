using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Features.Detect.Correlation.Keeping;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Correlation.Jobs;

/// <summary>Learns from the last weeks which kinds of events come together.</summary>
internal sealed class LearnCompanions(IDbContextFactory<OpsDb> databases, TimeProvider clock, ILogger<LearnCompanions> log) : IJob
{
    /// <summary>So far back.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>So many events, the latest.</summary>
    private const int MostEvents = 200_000;

    public async Task RunAsync(CancellationToken stopping)
    {
        var since = clock.GetUtcNow() - Reach;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var past = new List<Occurrence>();
        var events = db.Events.AsNoTracking().OrderByDescending(e => e.Number).Take(MostEvents).Where(e => e.FirstSeenAt >= since).Select(e => new { e.Labels, e.StartsAt });
        await foreach (var e in events.AsAsyncEnumerable().WithCancellation(stopping)) past.Add(new(Likeness.Of(e.Labels).What, e.StartsAt));
        var learned = await Task.Run(() => Companions.Learn(past), stopping);
        var known = await db.Set<LearnedCompanions>().ToListAsync(stopping);
        var now = learned.ToDictionary(pair => (pair.One, pair.Other));
        if (known.Count == now.Count && known.TrueForAll(pair => now.TryGetValue((pair.One, pair.Other), out var same) && (same.Together, same.Of) == (pair.Together, pair.Of))) return;
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        await db.Set<LearnedCompanions>().ExecuteDeleteAsync(stopping);
        db.ChangeTracker.Clear();
        db.AddRange(learned.Select(pair => new LearnedCompanions { One = pair.One, Other = pair.Other, Together = pair.Together, Of = pair.Of }));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        log.Learned(learned.Count);
    }
}

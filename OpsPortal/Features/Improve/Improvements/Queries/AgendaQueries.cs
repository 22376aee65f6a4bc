using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Queries;

/// <summary>What the next review of the register looks at.</summary>
internal sealed class AgendaQueries(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    public async Task<AgendaView> ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (now, last) = (clock.GetUtcNow(), await db.Set<HeldReview>().AsNoTracking().OrderByDescending(review => review.Id).FirstOrDefaultAsync(stopping));
        var since = last?.HeldAt ?? DateTimeOffset.UnixEpoch;
        var all = db.Set<Improvement>().AsNoTracking();
        return new(last,
            await RowsAsync(all.Where(one => one.EnteredAt > since)),
            await RowsAsync(all.Where(one => one.DueAt <= now && ImprovementLifecycle.Open.Contains(one.State))),
            await RowsAsync(all.Where(one => one.State == ImprovementState.Proposed)),
            await RowsAsync(all.Where(one => one.MeasuredAt > since)), now);

        Task<List<ImprovementRow>> RowsAsync(IQueryable<Improvement> found) => found.OrderBy(one => one.Number).Take(AgendaView.Most).Select(ImprovementQueries.Row).ToListAsync(stopping);
    }

    /// <summary>Reviews that were held, the latest first.</summary>
    public async Task<IReadOnlyList<HeldReview>> HeldAsync(int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<HeldReview>().AsNoTracking().OrderByDescending(review => review.Id).Take(most).ToListAsync(stopping);
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Significance;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Significance.Pages;

/// <summary>What the page of rules asks and does.</summary>
public sealed class RulePageTools(RuleBook book, MoveRule move, DeleteRule delete, IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>How far back signals are counted.</summary>
    public const int Days = 7;

    public MoveRule Move => move;

    public DeleteRule Delete => delete;

    public IReadOnlyList<SignificanceRule> Rules => book.Current.All;

    /// <summary>By rule; the empty id stands for habit.</summary>
    public async Task<IReadOnlyDictionary<Guid, (long Signals, long Significant)>> CountsAsync(CancellationToken stopping)
    {
        var since = clock.GetUtcNow() - TimeSpan.FromDays(Days);
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<RuleCount>().AsNoTracking().Where(count => count.Hour >= since).GroupBy(count => count.Rule)
            .Select(group => new { group.Key, Signals = group.Sum(count => count.Signals), Significant = group.Sum(count => count.Significant) })
            .ToDictionaryAsync(group => group.Key, group => (group.Signals, group.Significant), stopping);
    }
}

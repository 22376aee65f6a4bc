using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Improvements.Acts;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>
/// Enters what the portal finds. A finding makes one improvement and none beside it while that is open; once it is done or dismissed, only what happened afterwards makes
/// another. Running it twice enters nothing twice.
/// </summary>
internal sealed class FeedRegister(IEnumerable<IFeed> feeds, ImprovementDesk desk, EnterImprovement enter, ILogger<FeedRegister> log)
{
    private static readonly Actor Portal = Actor.Portal("OpsPortal");

    /// <summary>Returns how many were entered.</summary>
    /// <param name="by">Who wants it looked for. Refused without <see cref="Permissions.ImprovementsWrite"/>.</param>
    public async Task<Outcome<int>> RunAsync(Actor by, CancellationToken stopping)
    {
        if (!by.May(Permissions.ImprovementsWrite)) return Refusals.Forbidden(Permissions.ImprovementsWrite);
        var entered = 0;
        foreach (var feed in feeds)
        {
            stopping.ThrowIfCancellationRequested();
            IReadOnlyList<Finding> fresh;
            await using (var db = await desk.Databases.CreateDbContextAsync(stopping)) fresh = await FreshAsync(db, await feed.FindAsync(db, desk.Now, stopping), stopping);
            foreach (var finding in fresh)
            {
                var outcome = await enter.FoundAsync(Portal, finding, stopping);
                if (outcome?.Refusal is { } why) log.NotEntered(why.Code, why.Message);
                else if (outcome is not null) entered++;
            }
        }

        if (entered > 0) log.Fed(entered);
        return entered;
    }

    private static async Task<IReadOnlyList<Finding>> FreshAsync(Storage.OpsDb db, IReadOnlyList<Finding> findings, CancellationToken stopping)
    {
        if (findings.Count == 0) return [];
        string[] keys = [.. findings.Select(finding => finding.Key).Distinct()];
        var known = (await db.Set<Improvement>().AsNoTracking().Where(one => EF.Parameter(keys).Contains(one.SourceKey)).Select(one => new { one.SourceKey, one.EndedAt }).ToListAsync(stopping)).ToLookup(one => one.SourceKey);
        return [.. findings.DistinctBy(finding => finding.Key).Where(finding => known[finding.Key].All(one => one.EndedAt < finding.At))];
    }
}

/// <summary>Feeds the register.</summary>
internal sealed class FeedImprovements(FeedRegister register) : IJob
{
    public Task RunAsync(CancellationToken stopping) => register.RunAsync(Actor.Portal("OpsPortal"), stopping);
}

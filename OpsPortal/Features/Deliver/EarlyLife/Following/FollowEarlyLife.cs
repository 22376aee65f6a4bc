using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Features.Deliver.EarlyLife.Storage;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Following;

/// <summary>
/// Looks at the criteria of every running support, and tells owner and roster once a day how it stands. The day is kept in the transaction of the mail, so none is
/// told twice, also after a crash; days that passed while no portal ran are not made up for.
/// </summary>
internal sealed class FollowEarlyLife(IDbContextFactory<OpsDb> databases, EarlyLifeMail mail, ChangeFeed feed, TimeProvider clock, ILogger<FollowEarlyLife> log) : IJob
{
    public async Task RunAsync(CancellationToken stopping)
    {
        List<DeploymentNumber> running;
        await using (var db = await databases.CreateDbContextAsync(stopping))
            running = await db.Set<EarlyLifeSupport>().AsNoTracking().Where(support => support.EndedAt == null).OrderBy(support => support.Deployment).Select(support => support.Deployment).ToListAsync(stopping);
        var isNew = false;
        foreach (var number in running)
        {
            stopping.ThrowIfCancellationRequested();
            isNew |= await OneAsync(number, stopping);
        }

        if (isNew) feed.Publish(ChangeKind.EarlyLife);
    }

    private async Task<bool> OneAsync(DeploymentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<EarlyLifeSupport>().AsNoTracking().SingleOrDefaultAsync(support => support.Deployment == number && support.EndedAt == null, stopping) is not { } support) return false;
        var now = clock.GetUtcNow();
        var facts = await KnownFacts.ReadAsync(db, support, now, stopping);
        var isNew = await Looks.KeepAsync(db, support, facts, now, stopping);
        var summary = support.Summary(facts, now);
        if (!await db.Set<EarlyLifeDay>().AnyAsync(day => day.Deployment == number && day.Day == summary.Day, stopping))
        {
            db.Add(new EarlyLifeDay { Deployment = number, Day = summary.Day, At = now, StandsBy = summary.StandsBy, Words = summary.Words, IsOverdue = summary.IsOverdue });
            await mail.DayAsync(db, support, summary, now, stopping);
            isNew = true;
        }

        try
        {
            await db.SaveChangesAsync(stopping);
            return isNew;
        }
        catch (DbUpdateException why)
        {
            // Another node looked, or told the day, at the same moment; the next run looks again.
            log.LookedAtMeanwhile(number, why.GetType().Name);
            return false;
        }
    }
}

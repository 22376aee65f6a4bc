using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>
/// What every act on a deployment has in common: the right is checked, the deployment loaded, the domain asked, and the answer saved together with attempts, timeline, lock,
/// and whatever follows from its end, in one transaction.
/// </summary>
internal sealed partial class DeploymentDesk(IDbContextFactory<OpsDb> databases, DeploymentEnd end, ChangeFeed feed, TimeProvider clock, ILogger<DeploymentDesk> log)
{
    /// <summary>How often an act is decided anew when the executor or somebody else saved in between.</summary>
    private const int Attempts = 6;

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Somebody's act. What is refused is audited as well, and changes nothing.</summary>
    /// <param name="act">The name in the audit trail, as <c>deployment.paused</c>.</param>
    public async Task<Outcome<Deployment>> RunAsync(Actor by, string permission, DeploymentNumber number, string act, Func<OpsDb, Deployment, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(permission)) return Refusals.Forbidden(permission);
        var outcome = await SaveAsync(number, async (db, deployment, now) =>
        {
            var before = Facts(deployment);
            if (await decide(db, deployment, now) is { } why) return why;
            db.Record(new(by, now, act, number.ToString(), before, Facts(deployment)));
            return null;
        }, stopping);
        if (outcome.Refusal is { } refused && refused.Code != "not-found") await RefusedAsync(by, number, act, refused, stopping);
        else log.Acted(act, number, by.Name);
        feed.Publish(ChangeKind.Audit);
        return outcome;
    }

    /// <summary>Adds to the unit of work all that belongs to a save of this deployment.</summary>
    public async Task KeepAsync(OpsDb db, Deployment deployment, DateTimeOffset now, CancellationToken stopping)
    {
        await end.FollowAsync(db, deployment, now, stopping);
        await DeploymentColumns.KeepAsync(db, deployment, now, stopping);
    }

    /// <summary>Tells everyone who looks.</summary>
    public void Told(IEnumerable<Deployment> deployments)
    {
        feed.Publish(ChangeKind.Deployments);
        if (!deployments.Any(deployment => DeploymentLifecycle.HasEnded(deployment.State))) return;
        feed.Publish(ChangeKind.Changes);
        feed.Publish(ChangeKind.EarlyLife);
    }

    private async Task<Outcome<Deployment>> SaveAsync(DeploymentNumber number, Func<OpsDb, Deployment, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Deployment>().WithAttempts().SingleOrDefaultAsync(deployment => deployment.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            var now = Now;
            if (await decide(db, found, now) is { } why) return why;
            await KeepAsync(db, found, now, stopping);
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateException) when (attempt < Attempts && !stopping.IsCancellationRequested)
            {
                // Somebody else saved in between: what holds now decides.
                continue;
            }

            Told([found]);
            return found;
        }
    }

    private async Task RefusedAsync(Actor by, DeploymentNumber number, string act, Refusal why, CancellationToken stopping)
    {
        log.Refused(act, number, by.Name, why.Code);
        await using var db = await databases.CreateDbContextAsync(stopping);
        db.Record(new(by, Now, $"{act}-refused", number.ToString(), null, new { why.Code, why.Message }));
        await db.SaveChangesAsync(stopping);
    }

    private static object Facts(Deployment deployment) => new { deployment.State, deployment.Why, deployment.Traffic, deployment.BackFrom, Attempts = deployment.Attempts.Count };
}

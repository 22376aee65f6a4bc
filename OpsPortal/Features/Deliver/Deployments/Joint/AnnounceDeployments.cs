using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>
/// Tells those who subscribe to the services what deployments that announce themselves do. What they were told is compared with what is, so that a crash leaves
/// nobody with a deployment that never ends, and running it twice tells nothing twice.
/// </summary>
internal sealed class AnnounceDeployments(IDbContextFactory<OpsDb> databases, TellSubscribers tell) : IJob
{
    private const int AtOnce = 100;

    /// <summary>An impact of fewer words, as "None", says nothing to readers.</summary>
    private const int FewestWords = 4;

    private static readonly Actor Portal = Actor.Portal(Party.Portal.Name);
    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var number in await ChangedAsync(stopping)) await TellAsync(number, stopping);
    }

    private async Task<List<DeploymentNumber>> ChangedAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var changed =
            from announced in db.Set<AnnouncedDeployment>().AsNoTracking()
            join deployment in db.Set<Deployment>() on announced.Deployment equals deployment.Number
            let isUnderWay = UnderWay.Contains(deployment.State)
            where isUnderWay ? announced.Told != (deployment.BackFrom > 0 ? ToldOfDeployment.GoesBack : ToldOfDeployment.Begun) : announced.Told != ToldOfDeployment.Over
            orderby announced.Deployment
            select announced.Deployment;
        return await changed.Take(AtOnce).ToListAsync(stopping);
    }

    private async Task TellAsync(DeploymentNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var announced = await db.Set<AnnouncedDeployment>().SingleAsync(one => one.Deployment == number, stopping);
        var deployment = await db.Set<Deployment>().AsNoTracking().SingleAsync(one => one.Number == number, stopping);
        var plan = await db.Set<Change>().AsNoTracking().Where(change => change.Number == deployment.Change).Select(change => change.Plan).SingleAsync(stopping);
        var now = Now(deployment);
        var subject = Subject(deployment, plan, announced);
        if (announced.Told is ToldOfDeployment.Nothing or ToldOfDeployment.Over && now != ToldOfDeployment.Over) await SayAsync(subject, TellingMoment.Started, "");
        if (now == ToldOfDeployment.GoesBack) await SayAsync(subject, TellingMoment.Changed, "Something was not as it should be. The earlier version is being brought back.");
        if (now == ToldOfDeployment.Over)
        {
            await SayAsync(subject, TellingMoment.Ended, deployment.State switch
            {
                DeploymentState.Succeeded => "The new version is in service.",
                DeploymentState.RolledBack => "The earlier version is in service again.",
                _ => "The work has ended.",
            });
            announced.Ends++;
        }

        announced.Told = now;
        await db.SaveChangesAsync(stopping);

        // The same again after a crash in between: however often a moment is said, it is told once.
        Task SayAsync(AnnouncementSubject about, TellingMoment moment, string text) => tell.RunAsync(Portal, about, moment, FormattableString.Invariant($"{moment} {deployment.BackFrom}"), text, stopping);
    }

    private static ToldOfDeployment Now(Deployment deployment) => !DeploymentLifecycle.IsUnderWay(deployment.State) ? ToldOfDeployment.Over : deployment.IsGoingBack ? ToldOfDeployment.GoesBack : ToldOfDeployment.Begun;

    /// <summary>The impact was approved with the change, so nobody needs to look at it again.</summary>
    private static AnnouncementSubject Subject(Deployment deployment, ChangePlan plan, AnnouncedDeployment announced) =>
        new(SubjectKind.Deployment, deployment.Number.ToString(), plan.Title, deployment.Services, deployment.StartedAt, null, $"/deployments/{deployment.Number}")
        {
            Occurrence = announced.Ends > 0 ? FormattableString.Invariant($"{announced.Ends}") : "",
            Words = plan.Impact.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < FewestWords ? "" : plan.Impact,
            IsApproved = true,
        };
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>What follows from the turns of a deployment, in the same transaction: people are told, a version that is rolled back is quarantined, a way back that was gone below production is kept as a rehearsal, the change ends with its deployment, and early-life support begins where the process names it.</summary>
internal sealed class DeploymentEnd(DeploymentMail mail, BeginByProcess earlyLife, Catalogue catalogue)
{
    private static readonly Actor Portal = Actor.Portal(Party.Portal.Name);

    public async Task FollowAsync(OpsDb db, Deployment deployment, DateTimeOffset now, CancellationToken stopping)
    {
        var moved = deployment.NewEntries.Where(entry => entry.Kind == DeploymentEntryKind.Moved).ToList();
        if (moved.Count == 0) return;
        await TellAsync(db, deployment, moved[^1].To!.Value, now, stopping);
        if (moved.Exists(entry => entry.To == DeploymentState.RollingBack)) await QuarantineAsync(db, deployment, now, stopping);
        if (moved.Exists(entry => entry.To == DeploymentState.Succeeded)) await EndChangeAsync(db, deployment, (change, at) => change.Finish($"{deployment.Number} succeeded.", Party.Portal, at).Refusal, "change.implemented", now, stopping);
        if (moved.Exists(entry => entry.To == DeploymentState.Succeeded)) await earlyLife.FollowAsync(db, deployment, now, stopping);
        if (moved.Exists(entry => entry.To == DeploymentState.RolledBack)) await EndChangeAsync(db, deployment, (change, at) => change.BackOut($"{deployment.Number} was rolled back: {deployment.Why}", Party.Portal, at).Refusal, "change.backed-out", now, stopping);
        if (moved.Exists(entry => entry.To == DeploymentState.RolledBack)) await RehearsedByRollback.RecordAsync(db, deployment, catalogue.Current, now, stopping);
    }

    private async Task TellAsync(OpsDb db, Deployment deployment, DeploymentState state, DateTimeOffset now, CancellationToken stopping)
    {
        var number = deployment.Change;
        if (await db.Set<Change>().SingleOrDefaultAsync(change => change.Number == number, stopping) is { } change) await mail.TellAsync(db, deployment, change, state, now, stopping);
    }

    /// <summary>The version that is taken back goes nowhere else until somebody says that it may.</summary>
    private static async Task QuarantineAsync(OpsDb db, Deployment deployment, DateTimeOffset now, CancellationToken stopping)
    {
        var number = deployment.Number;
        if (await db.Set<Quarantine>().AnyAsync(one => one.Deployment == number, stopping)) return;
        var environment = deployment.Environment;
        var earlier = await db.Set<Deployment>().AsNoTracking().Where(one => one.Environment == environment && one.State == DeploymentState.Succeeded && one.Number < number)
            .OrderByDescending(one => one.Number).Select(one => one.Components).Take(200).ToListAsync(stopping);
        var before = earlier.SelectMany(components => components).DistinctBy(component => component.Name).ToDictionary(component => component.Name, StringComparer.Ordinal);
        var held = Quarantine.Of(deployment, before, now);
        db.AddRange(held);
        foreach (var one in held) db.Record(new(Portal, now, "version.quarantined", $"{one.Component.Name} {one.Component.Version}", null, new { Deployment = number.ToString(), one.Reason }));
    }

    /// <summary>A change that somebody has ended by hand meanwhile stays as it is.</summary>
    private static async Task EndChangeAsync(OpsDb db, Deployment deployment, Func<Change, DateTimeOffset, Refusal?> act, string name, DateTimeOffset now, CancellationToken stopping)
    {
        var number = deployment.Change;
        if (await db.Set<Change>().SingleOrDefaultAsync(change => change.Number == number, stopping) is not { } change || act(change, now) is not null) return;
        db.AddRange(change.NewEntries);
        db.Record(new(Portal, now, name, number.ToString(), null, new { Deployment = deployment.Number.ToString(), change.State }));
    }
}

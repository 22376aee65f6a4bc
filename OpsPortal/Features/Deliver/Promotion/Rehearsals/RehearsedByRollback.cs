using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>A deployment below production that was undone to its end has shown that the way back works; it is kept as a rehearsal.</summary>
internal static class RehearsedByRollback
{
    /// <summary>Nothing happens in production, for an environment that the catalogue does not know, where no step back was really done, and twice.</summary>
    public static async Task RecordAsync(OpsDb db, Deployment deployment, CatalogueSnapshot catalogue, DateTimeOffset now, CancellationToken stopping)
    {
        var (number, changed) = (deployment.Number, deployment.Change);
        var back = Back(deployment);
        if (deployment.State != DeploymentState.RolledBack || !back.Exists(step => step.Step.Kind is StepKind.Run or StepKind.ShiftTraffic && step.Last?.State is StepState.Succeeded)) return;
        if (Where(deployment, catalogue) is not { } where) return;
        if (await db.Set<Change>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == changed, stopping) is not { } change) return;
        if (await db.Set<BackoutRehearsal>().AnyAsync(one => one.Deployment == number, stopping)) return;
        var began = back.Where(step => step.Last is not null).Min(step => step.Last?.BeganAt) ?? now;
        var outcome = BackoutRehearsal.Record(change.Plan, where, back.TrueForAll(step => step.Last?.State == StepState.Succeeded), now > began ? now - began : TimeSpan.Zero, Evidence(deployment, back), Party.Portal, now, number, new(changed, deployment.Recipe));
        if (outcome is not Outcome<BackoutRehearsal>.Done(var rehearsal)) return;
        db.Add(rehearsal);
        db.Record(new(Actor.Portal(Party.Portal.Name), now, "backout.rehearsed", number.ToString(), null, new { Change = changed.ToString(), rehearsal.Environment, rehearsal.Worked, rehearsal.Steps }));
    }

    /// <summary>The steps of the last rollback, each with its last attempt.</summary>
    private static List<(PlannedStep Step, StepAttempt? Last)> Back(Deployment deployment) => deployment.BackFrom == 0 ? [] :
        [.. deployment.Stages.SelectMany((stage, at) => stage.Steps.Select((step, place) => (Stage: at + 1, Number: place + 1, Step: step))).Where(one => one.Stage >= deployment.BackFrom)
            .Select(one => (one.Step, deployment.Attempts.LastOrDefault(attempt => attempt.Stage == one.Stage && attempt.Step == one.Number)))];

    /// <summary>Null where any of its services has it as production, or none knows it.</summary>
    private static ServiceEnvironment? Where(Deployment deployment, CatalogueSnapshot catalogue)
    {
        var known = deployment.Services.Select(catalogue.Find).OfType<CatalogueEntry>().SelectMany(service => service.Facts.Environments)
            .Where(one => string.Equals(one.Name, deployment.Environment, StringComparison.OrdinalIgnoreCase)).OrderByDescending(one => one.Tier).FirstOrDefault();
        return known is { Tier: < Tier.Production } ? known : null;
    }

    private static string Evidence(Deployment deployment, List<(PlannedStep Step, StepAttempt? Last)> back) => OneLine.Of(
        $"{deployment.Number} was rolled back ({deployment.Why}). {string.Join("; ", back.Select(step => $"{step.Step.Title}: {(step.Last?.State ?? StepState.Due).ToString().ToLowerInvariant()}{(step.Last is { Why.Length: > 0 } last ? $" ({last.Why})" : "")}"))}.",
        BackoutRehearsal.MaxEvidenceLength);
}

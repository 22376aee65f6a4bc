using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.EarlyLife.Terms;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Acts;

/// <summary>Begins the support that the process of a deployment names, in the transaction in which that succeeds in the last environment of one of its services.</summary>
internal sealed class BeginByProcess(Catalogue catalogue)
{
    private static readonly Actor Portal = Actor.Portal(Party.Portal.Name);

    /// <summary>Adds it to the unit of work. A deployment never fails by it: who is gone since the process was written is stood in for by whoever deployed.</summary>
    public async Task FollowAsync(OpsDb db, Deployment deployment, DateTimeOffset now, CancellationToken stopping)
    {
        var number = deployment.Number;
        if (!deployment.Services.Any(service => IsLast(service, deployment.Environment))) return;
        if ((await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping))?.Content.EarlyLife is not { } plan) return;
        if (await db.Set<EarlyLifeSupport>().AnyAsync(support => support.Deployment == number, stopping)) return;
        var (terms, remark) = await TermsAsync(db, deployment, plan, stopping);
        var began = terms is null ? EarlyLifeRefusals.UnknownPerson(plan.Owner) : EarlyLifeSupport.Begin(deployment, terms, now);
        if (began is Outcome<EarlyLifeSupport>.Done(var support)) EarlyLifeDesk.Add(db, support, Portal, remark, now);
        else db.Record(new Act(Portal, now, "early-life.began-refused", number.ToString(), null, new { began.Refusal!.Code, began.Refusal.Message }));
    }

    private static async Task<(EarlyLifeTerms? Terms, string Remark)> TermsAsync(OpsDb db, Deployment deployment, EarlyLifePlan plan, CancellationToken stopping)
    {
        var (roster, unknown) = await StandbyNames.RosterAsync(db, plan.Roster, stopping);
        var named = await StandbyNames.FindAsync(db, plan.Owner, stopping);
        var deployer = (deployment.MadeBy.Person ?? deployment.MadeBy.Owner) is { } person ? (await StandbyNames.OfAsync(db, [person], stopping)).FirstOrDefault() : null;
        if ((named ?? deployer ?? roster.FirstOrDefault()) is not { } owner) return (null, "");
        var thresholds = await TightenedValues.PossibleAsync(db, plan.Thresholds, stopping);
        List<string> gone = [.. unknown, .. named is null ? [plan.Owner] : Array.Empty<string>()];
        var loose = plan.Thresholds.Count - thresholds.Count;
        var remark = (gone.Count > 0 ? $"No longer here: {string.Join(", ", gone)}. " : "") + (loose > 0 ? $"{loose} of the monitors that the process names are gone, or as tight by now." : "");
        return (new() { Owner = owner, Roster = roster.Count > 0 ? [.. roster.Take(EarlyLifeTerms.MaxRoster)] : [owner], Lasts = plan.Lasts, Thresholds = thresholds, Criteria = plan.Criteria }, remark.Trim());
    }

    /// <summary>Nothing of the service is nearer to its users.</summary>
    private bool IsLast(Domain.Estate.ServiceKey service, string environment)
    {
        var all = catalogue.Current.Find(service)?.Facts.Environments ?? [];
        return all.FirstOrDefault(one => string.Equals(one.Name, environment, StringComparison.OrdinalIgnoreCase)) is { } here && all.All(one => one.Tier <= here.Tier);
    }
}

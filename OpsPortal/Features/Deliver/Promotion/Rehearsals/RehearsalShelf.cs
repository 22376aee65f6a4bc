using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>The rehearsals of one backout plan.</summary>
/// <param name="Recipe">What would bring the earlier version back now; null: it was not asked, as there is no rehearsal.</param>
internal sealed record PlanRehearsals(ChangePlan Plan, IReadOnlyList<BackoutRehearsal> All, DeploymentRecipe? Recipe)
{
    /// <summary>How long ago the last one was that counts for this tier; null: there is none, or it did not work.</summary>
    public TimeSpan? Ago(Tier tier, DateTimeOffset at) => RehearsalRule.Last(Plan, tier, All, at) is { Worked: true } last ? at - last.At : null;

    /// <summary>How the plan stands, held against what the policies demand.</summary>
    public RehearsalStanding Standing(PolicyBook book, PolicyQuestion question, DateTimeOffset at)
    {
        var last = RehearsalRule.Last(Plan, question.Tier, All, at);
        var demand = question.Tier == Tier.Production ? book.DemandingRehearsal(question) : null;
        return demand?.Terms.RehearsedWithin is { } within ? new(last, demand, new RehearsalRule(Tier.Production, within).Check(Plan, question.Tier, All, at, Recipe)) : new(last, null, null);
    }
}

/// <summary>Reads rehearsals.</summary>
internal static class RehearsalShelf
{
    /// <summary>Most rehearsals of one plan that are looked at, the newest first.</summary>
    private const int Most = 200;

    public static async Task<PlanRehearsals> ReadAsync(OpsDb db, ChangePlan plan, CancellationToken stopping)
    {
        if (plan.Backout.Steps.Count == 0) return new(plan, [], null);
        var mark = BackoutRehearsal.MarkOf(plan);
        var all = await db.Set<BackoutRehearsal>().AsNoTracking().Where(one => one.PlanMark == mark).OrderByDescending(one => one.At).Take(Most).ToListAsync(stopping);
        return new(plan, all, all.Count == 0 ? null : await RecipeAsync(db, plan, stopping));
    }

    /// <summary>What would bring the earlier version back, by the process of the service or by the plan itself.</summary>
    public static async Task<DeploymentRecipe> RecipeAsync(OpsDb db, ChangePlan plan, CancellationToken stopping) =>
        (await ProcessDesk.OfAsync(db, plan, stopping))?.Content.Recipe ?? DeploymentRecipe.ByHand(plan, new DeploymentModel.AllAtOnce());
}

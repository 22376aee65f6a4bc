using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Backing;

/// <summary>How fresh a rehearsal has to be.</summary>
/// <param name="From">The lowest tier that asks for one.</param>
public sealed record RehearsalRule(Tier From, TimeSpan MaxAge)
{
    public static RehearsalRule Default { get; } = new(Tier.Production, TimeSpan.FromDays(90));

    /// <summary>Why it cannot be deployed there, or null where it can. The last rehearsal counts, also where an earlier one was better.</summary>
    /// <param name="rehearsals">In any order; those of other plans count for nothing.</param>
    /// <param name="recipe">What would bring the earlier version back; null: it is not known, and whatever was run counts.</param>
    public Refusal? Check(ChangePlan plan, Tier tier, IEnumerable<BackoutRehearsal> rehearsals, DateTimeOffset at, DeploymentRecipe? recipe = null)
    {
        if (tier < From) return null;
        if (Last(plan, tier, rehearsals, at) is not { } last) return new("rehearsal.missing", "This backout plan was never rehearsed in a lower environment.");
        if (recipe is not null && last.RunMark.Length > 0 && last.RunMark != BackoutRehearsal.MarkOf(recipe)) return new("rehearsal.other-way", $"The last rehearsal, in {last.Environment}, ran other tasks than would bring the earlier version back now.");
        if (!last.Worked) return new("rehearsal.failed", $"The last rehearsal of this backout plan, in {last.Environment}, did not work.");
        return at - last.At > MaxAge ? new("rehearsal.too-old", $"The last rehearsal is {(at - last.At).TotalDays:0} days old; at most {MaxAge.TotalDays:0} are allowed.") : null;
    }

    /// <summary>The last rehearsal of this plan below the tier; null: there is none.</summary>
    public static BackoutRehearsal? Last(ChangePlan plan, Tier tier, IEnumerable<BackoutRehearsal> rehearsals, DateTimeOffset at)
    {
        var mark = BackoutRehearsal.MarkOf(plan);
        return rehearsals.Where(one => one.PlanMark == mark && one.Tier < tier && one.At <= at).MaxBy(one => (one.At, one.Id));
    }
}

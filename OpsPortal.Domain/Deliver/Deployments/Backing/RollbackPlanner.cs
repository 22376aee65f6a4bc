using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Backing;

/// <summary>How a deployment is undone, by its model and by what of it was begun.</summary>
public static class RollbackPlanner
{
    /// <summary>Why it cannot be undone, or null where it can.</summary>
    /// <param name="begun">The forward steps of which an attempt was begun.</param>
    public static Refusal? WhyNot(DeploymentRecipe recipe, IReadOnlyCollection<PlannedStep> begun)
    {
        if (!begun.Any(Touches)) return DeploymentRefusals.NothingToRollBack();
        return NeedsBackout(recipe, begun) && recipe.Backout.Count == 0 ? DeploymentRefusals.NoBackout() : null;
    }

    /// <summary>
    /// Where the old version still stands beside the new, its traffic is given back to it. Where it does not, it is brought back first.
    /// Where it was replaced in place, the backout steps are done for each ring that was begun, the last first. In the end it is verified.
    /// </summary>
    public static IReadOnlyList<PlannedStage> Plan(DeploymentRecipe recipe, IReadOnlyCollection<PlannedStep> begun) => [.. recipe.Model.Switches ? SwitchBack(recipe, begun) : BringBack(recipe, begun)];

    private static IEnumerable<PlannedStage> SwitchBack(DeploymentRecipe recipe, IReadOnlyCollection<PlannedStep> begun)
    {
        if (NeedsBackout(recipe, begun)) yield return Back("Bring the old version back", [.. DeploymentPlanner.Tasks(recipe.Backout, "old")]);
        yield return Back("Give the traffic back", [DeploymentPlanner.Shift(0), DeploymentPlanner.Verify(recipe)]);
    }

    private static IEnumerable<PlannedStage> BringBack(DeploymentRecipe recipe, IReadOnlyCollection<PlannedStep> begun)
    {
        var groups = begun.Where(step => step.Task is not null && step.Traffic is not null).DistinctBy(step => step.Group).Reverse().ToList();
        foreach (var (group, at) in groups.Select((group, at) => (group, at)))
        {
            var left = at + 1 < groups.Count ? groups[at + 1].Traffic : 0;
            yield return Back(group.Group.Length > 0 ? $"Back out of {group.Group}" : "Back out", [.. DeploymentPlanner.Tasks(recipe.Backout, group.Group, left)]);
        }

        yield return Back("Verify the earlier version", [DeploymentPlanner.Verify(recipe)]);
    }

    private static bool NeedsBackout(DeploymentRecipe recipe, IReadOnlyCollection<PlannedStep> begun) => !recipe.Model.Switches || begun.Any(step => step.RetiresOld);

    private static bool Touches(PlannedStep step) => step.Kind is StepKind.Run or StepKind.ShiftTraffic;

    private static PlannedStage Back(string name, IReadOnlyList<PlannedStep> steps) => new(name, GoesBack: true, steps);
}

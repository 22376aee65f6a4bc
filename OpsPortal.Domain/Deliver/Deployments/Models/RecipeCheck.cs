using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments.Models;

/// <summary>What a recipe has to be like.</summary>
public static class RecipeCheck
{
    /// <summary>The first thing that stands in its way; null: nothing.</summary>
    public static Refusal? Fault(DeploymentRecipe recipe)
    {
        if (recipe.Deploy.Count == 0) return NoTasks();
        if (new[] { recipe.Deploy, recipe.Retire, recipe.Backout }.Any(tasks => tasks.Count > DeploymentRecipe.MaxTasks)) return TooMany("tasks of a kind", DeploymentRecipe.MaxTasks);
        if (recipe.Checks.Count > DeploymentRecipe.MaxChecks || recipe.Analyses.Count > DeploymentRecipe.MaxChecks) return TooMany("checks", DeploymentRecipe.MaxChecks);
        if (recipe.Checks.Concat(recipe.Analyses).Any(name => !IsName(name, DeploymentRecipe.MaxNameLength))) return BadName("check");
        if (recipe.LookEvery < TimeSpan.FromSeconds(5) || recipe.LookEvery > TimeSpan.FromHours(1)) return BadInterval();
        if (!recipe.Model.Switches && recipe.Retire.Count > 0) return NothingToRetire();
        return recipe.Deploy.Concat(recipe.Retire).Concat(recipe.Backout).Select(Task).FirstOrDefault(why => why is not null) ?? Model(recipe.Model);
    }

    private static Refusal? Model(DeploymentModel model) => model switch
    {
        DeploymentModel.Phased phased => Rings(phased.Rings),
        DeploymentModel.BlueGreen both => Wait(both.KeepWarm),
        DeploymentModel.Canary canary => Shares(canary.Steps),
        _ => null,
    };

    private static Refusal? Rings(IReadOnlyList<Ring> rings)
    {
        if (rings.Count is 0 or > DeploymentRecipe.MaxGroups) return TooMany("rings, and at least one", DeploymentRecipe.MaxGroups);
        if (rings.Any(ring => !IsName(ring.Name, DeploymentRecipe.MaxNameLength)) || rings.DistinctBy(ring => ring.Name, StringComparer.OrdinalIgnoreCase).Count() < rings.Count) return BadName("ring");
        if (rings.Any(ring => ring.Percent is < 1 or > 100) || rings.Sum(ring => ring.Percent) != 100) return NotWhole();
        return rings.Select(ring => Wait(ring.Soak)).FirstOrDefault(why => why is not null);
    }

    private static Refusal? Shares(IReadOnlyList<CanaryStep> steps)
    {
        if (steps.Count is 0 or > DeploymentRecipe.MaxGroups) return TooMany("shares, and at least one", DeploymentRecipe.MaxGroups);
        if (steps.Any(step => step.Percent is < 1 or > 100) || steps.Zip(steps.Skip(1)).Any(pair => pair.Second.Percent <= pair.First.Percent)) return NotRising();
        return steps.Select(step => Wait(step.Hold)).FirstOrDefault(why => why is not null);
    }

    private static Refusal? Wait(TimeSpan wait) => wait < TimeSpan.Zero || wait > DeploymentRecipe.LongestWait ? new("recipe.invalid-wait", $"A wait lasts at most {DeploymentRecipe.LongestWait.TotalDays:0} days.") : null;

    private static Refusal? Task(RunnerTask task)
    {
        if (!IsName(task.Title, RunnerTask.MaxTitleLength)) return BadName("task");
        if (string.IsNullOrWhiteSpace(task.Target) || task.Target.Length > RunnerTask.MaxTargetLength || Plain.HasUnprintable(task.Target, lines: task.Runner == RunnerKind.Manual)) return BadTarget(task);
        if (task.Runner == RunnerKind.Script && !ScriptName.IsOne(task.Target)) return BadTarget(task);
        if (task.Runner == RunnerKind.Webhook && !(Uri.TryCreate(task.Target, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0)) return BadTarget(task);
        if (task.Arguments.Count > RunnerTask.MaxArguments || task.Arguments.Any(argument => argument.Length > RunnerTask.MaxArgumentLength || argument.Contains('\0', StringComparison.Ordinal))) return BadArguments(task);
        if (task.TimeOut < TimeSpan.FromSeconds(1) || task.TimeOut > RunnerTask.LongestTimeOut) return BadTimeOut(task);
        return task.Attempts is < 1 or > RunnerTask.MostAttempts || (task.Attempts > 1 && !task.IsRepeatable) ? BadAttempts(task) : null;
    }

    private static bool IsName(string name, int most) => Plain.Fault("name", name, most) is null;

    private static Refusal NoTasks() => new("recipe.no-tasks", "Say what puts the new version in place.");

    private static Refusal TooMany(string what, int most) => new("recipe.invalid-count", $"A deployment has at most {most} {what}.");

    private static Refusal BadName(string what) => new("recipe.invalid-name", $"Each {what} has a name of its own, one line of plain text.");

    private static Refusal BadInterval() => new("recipe.invalid-interval", "What is judged is looked at every 5 seconds to every hour.");

    private static Refusal NothingToRetire() => new("recipe.nothing-to-retire", "Only where the old version stands beside the new can it be retired.");

    private static Refusal NotWhole() => new("recipe.invalid-rings", "Each ring has 1 to 100 percent, and all together 100.");

    private static Refusal NotRising() => new("recipe.invalid-shares", "Each share is larger than the one before it, from 1 to 100 percent.");

    private static Refusal BadTarget(RunnerTask task) => new("recipe.invalid-target", $"{OneLine.Of(task.Title, 80)} does not say what is to be run, in the form its runner knows.");

    private static Refusal BadArguments(RunnerTask task) => new("recipe.invalid-arguments", $"{task.Title} has at most {RunnerTask.MaxArguments} arguments of {RunnerTask.MaxArgumentLength} characters.");

    private static Refusal BadTimeOut(RunnerTask task) => new("recipe.invalid-time-out", $"{task.Title} may take from a second to {RunnerTask.LongestTimeOut.TotalHours:0} hours.");

    private static Refusal BadAttempts(RunnerTask task) => new("recipe.invalid-attempts", $"{task.Title} is tried 1 to {RunnerTask.MostAttempts} times, and more than once only where it may be repeated.");
}

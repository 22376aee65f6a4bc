using System.Globalization;
using OpsPortal.Domain.Deliver.Deployments.Steps;

namespace OpsPortal.Domain.Deliver.Deployments.Models;

/// <summary>Expands a recipe into stages and steps, in the order of doing. The same recipe always gives the same plan.</summary>
public static class DeploymentPlanner
{
    /// <summary>How long the traffic controller may take, and how often it is told.</summary>
    private static readonly TimeSpan ShiftTimeOut = TimeSpan.FromMinutes(1);

    private const int ShiftAttempts = 3;

    /// <summary>All that is done until the new version serves everybody.</summary>
    public static IReadOnlyList<PlannedStage> Forward(DeploymentRecipe recipe) => recipe.Model switch
    {
        DeploymentModel.Phased phased => [.. Rings(recipe, phased.Rings)],
        DeploymentModel.BlueGreen both => [.. Switch(recipe, both)],
        DeploymentModel.Canary canary => [.. Shares(recipe, canary.Steps)],
        _ => [Stage("Everywhere", [.. Tasks(recipe.Deploy, "", 100), Verify(recipe)])],
    };

    internal static IEnumerable<PlannedStep> Tasks(IReadOnlyList<RunnerTask> tasks, string group, int? traffic = null, bool retires = false) => tasks.Select((task, at) => new PlannedStep
    {
        Title = group.Length > 0 ? $"{task.Title} ({group})" : task.Title,
        Kind = StepKind.Run,
        Group = group,
        Task = task,
        Traffic = traffic,
        Arrives = at == tasks.Count - 1,
        TimeOut = task.Runner == RunnerKind.Manual ? TimeSpan.Zero : task.TimeOut,
        Attempts = task.Attempts,
        RetiresOld = retires,
    });

    internal static PlannedStep Shift(int percent) => new() { Title = string.Create(CultureInfo.InvariantCulture, $"Traffic to {percent} %"), Kind = StepKind.ShiftTraffic, Traffic = percent, TimeOut = ShiftTimeOut, Attempts = ShiftAttempts };

    internal static PlannedStep Verify(DeploymentRecipe recipe) => new() { Title = "Verify", Kind = StepKind.Verify, Checks = recipe.Checks, Every = recipe.LookEvery };

    private static IEnumerable<PlannedStage> Rings(DeploymentRecipe recipe, IReadOnlyList<Ring> rings)
    {
        var reached = 0;
        foreach (var ring in rings)
        {
            reached += ring.Percent;
            yield return Stage(ring.Name, [.. Gate(ring.AskBefore, $"Begin with {ring.Name}?"), .. Tasks(recipe.Deploy, ring.Name, reached), Verify(recipe), .. Watch(recipe, $"Leave {ring.Name} alone", ring.Soak)]);
        }
    }

    private static IEnumerable<PlannedStage> Switch(DeploymentRecipe recipe, DeploymentModel.BlueGreen both)
    {
        yield return Stage("Put green beside blue", [.. Tasks(recipe.Deploy, "green"), Verify(recipe)]);
        yield return Stage("Switch to green", [.. Gate(both.AskBeforeSwitch, "Switch to green?"), Shift(100), Verify(recipe)]);
        if (both.KeepWarm > TimeSpan.Zero) yield return Stage("Keep blue warm", [.. Watch(recipe, "Keep blue warm", both.KeepWarm)]);
        if (recipe.Retire.Count > 0) yield return Stage("Retire blue", [.. Tasks(recipe.Retire, "blue", retires: true)]);
    }

    private static IEnumerable<PlannedStage> Shares(DeploymentRecipe recipe, IReadOnlyList<CanaryStep> steps)
    {
        yield return Stage("Put the canary beside the old version", [.. Tasks(recipe.Deploy, "canary"), Verify(recipe)]);
        foreach (var step in steps)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{step.Percent} %");
            PlannedStep hold = step.Analyse
                ? new() { Title = $"Compare at {name}", Kind = StepKind.Analyse, Checks = recipe.Analyses, For = step.Hold, Every = recipe.LookEvery }
                : Wait($"Hold at {name}", step.Hold);
            yield return Stage(name, [.. Gate(step.AskBefore, $"Give the canary {name}?"), Shift(step.Percent), hold]);
        }

        yield return Stage("Everybody", steps[^1].Percent < 100 ? [Shift(100), Verify(recipe)] : [Verify(recipe)]);
        if (recipe.Retire.Count > 0) yield return Stage("Retire the old version", [.. Tasks(recipe.Retire, "old", retires: true)]);
    }

    private static IEnumerable<PlannedStep> Watch(DeploymentRecipe recipe, string title, TimeSpan wait) => wait > TimeSpan.Zero ? [Wait(title, wait), Verify(recipe)] : [];

    private static IEnumerable<PlannedStep> Gate(bool asks, string question) => asks ? [new() { Title = question, Kind = StepKind.Ask }] : [];

    private static PlannedStep Wait(string title, TimeSpan wait) => new() { Title = title, Kind = StepKind.Wait, For = wait };

    private static PlannedStage Stage(string name, IReadOnlyList<PlannedStep> steps) => new(name, GoesBack: false, steps);
}

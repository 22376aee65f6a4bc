using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Steps;

namespace OpsPortal.Domain.Deliver.Deployments.Models;

/// <summary>How a deployment is done, as data: the model, what is run, what is verified, and how it is undone.</summary>
public sealed record DeploymentRecipe
{
    public const int MaxTasks = 50, MaxChecks = 50, MaxGroups = 100, MaxNameLength = 120;

    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(14);

    public required DeploymentModel Model { get; init; }

    /// <summary>What puts the new version in place, in order; done for each ring, or beside the old version. At least one.</summary>
    public required IReadOnlyList<RunnerTask> Deploy { get; init; }

    /// <summary>What takes the old version away at the end, where it stands beside the new; may be empty.</summary>
    public IReadOnlyList<RunnerTask> Retire { get; init; } = [];

    /// <summary>What brings the earlier version back where traffic alone cannot, in order.</summary>
    public IReadOnlyList<RunnerTask> Backout { get; init; } = [];

    /// <summary>The names of the checks that are made after each stage.</summary>
    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>The names of the analyses that compare the new version with the old.</summary>
    public IReadOnlyList<string> Analyses { get; init; } = [];

    /// <summary>How long after a look at what is judged the next one is due.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A step that fails undoes the deployment; else a person is asked. A verification that fails always undoes it.</summary>
    public bool RollsBackOnFailure { get; init; } = true;

    /// <summary>The plan of a change done by people: each of its steps, and each step back, is a manual one.</summary>
    public static DeploymentRecipe ByHand(ChangePlan plan, DeploymentModel model) => new()
    {
        Model = model,
        Deploy = [.. plan.Steps.Select(ByHand)],
        Backout = [.. plan.Backout.Steps.Select(ByHand)],
    };

    private static RunnerTask ByHand(PlanStep step) => new(RunnerKind.Manual, step.Title, step.Detail.Length > 0 ? step.Detail : step.Title);
}

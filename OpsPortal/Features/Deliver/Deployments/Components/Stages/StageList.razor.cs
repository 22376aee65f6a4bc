using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Queries;

namespace OpsPortal.Features.Deliver.Deployments.Components.Stages;

/// <summary>All stages with their steps, how each stands, and on demand what it wrote or saw.</summary>
public sealed partial class StageList : ComponentBase
{
    private readonly HashSet<(int Stage, int Step)> _open = [];

    [Parameter, EditorRequired] public DeploymentView View { get; set; } = default!;

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    private bool IsHere(int stage) => DeploymentLifecycle.IsUnderWay(View.Deployment.State) && View.Deployment.Current?.Stage == stage;

    /// <summary>A stage ahead that the rollback makes void.</summary>
    private bool IsLeft(int stage) => View.Deployment.IsGoingBack && stage < View.Deployment.BackFrom && View.Deployment.Attempts.All(attempt => attempt.Stage != stage);

    private static bool HasMore(PlannedStep step) => step.IsJudged || step is { Kind: StepKind.Run, AsksPerson: false };

    private bool IsOpen(int stage, int step) => _open.Contains((stage, step));

    private void Toggle(int stage, int step)
    {
        if (!_open.Remove((stage, step))) _open.Add((stage, step));
    }
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Deliver.Deployments.Execution;
using OpsPortal.Features.Deliver.Deployments.Queries;

namespace OpsPortal.Features.Deliver.Deployments.Components.Stages;

/// <summary>What a step that is judged has seen: every check, and every metric of both versions.</summary>
public sealed partial class Seen : ComponentBase
{
    [Parameter, EditorRequired] public DeploymentView View { get; set; } = default!;

    private string Key => StepNames.Of(Attempt.Key);
}

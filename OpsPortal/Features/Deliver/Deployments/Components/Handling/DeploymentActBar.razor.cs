using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Components.Handling;

/// <summary>What can be done to one deployment as it stands. What is refused says why, in place.</summary>
public sealed partial class DeploymentActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = OpsPortal.Features.People.Actors.Nobody;

    [Parameter, EditorRequired] public Deployment Deployment { get; set; } = default!;

    /// <summary>The deployment may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private DeploymentHandling Handling { get; set; } = default!;

    private IReadOnlyList<DeploymentButton> Acts { get; set; } = [];

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Acts = [.. Handling.For(Deployment, _actor)];
    }

    private async Task RunAsync(DeploymentButton act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            var session = await viewer.SessionAsync();
            if (await act.Run(dialogs, session, Deployment.Number) is not { } outcome) return;
            Why = outcome.Refusal;
            if (Why is null) Said = act.Done;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

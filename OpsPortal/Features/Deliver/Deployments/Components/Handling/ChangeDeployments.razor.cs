using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Components.Handling;

/// <summary>How a change was deployed, and the button that begins it and its deployment together.</summary>
public sealed partial class ChangeDeployments(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    private const int Most = 20;

    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public Change Change { get; set; } = default!;

    [Inject] private DeployChange Deploying { get; set; } = default!;

    [Inject] private DeploymentQueries Deployments { get; set; } = default!;

    [Inject] private ProcessDesk Processes { get; set; } = default!;

    private IReadOnlyList<DeploymentRow> Rows { get; set; } = [];

    private DeploymentProcess? Process { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private bool MayDeploy => _actor.May(Permissions.ChangesImplement) && Change.Plan.Components.Count > 0
        && (Change.State == ChangeState.Approved || (Change.State == ChangeState.Implementing && Rows.All(row => DeploymentLifecycle.HasEnded(row.State))));

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Rows = (await Deployments.PageAsync(new() { Change = Change.Number }, null, Most, CancellationToken.None)).Items;
        if (Change.State is ChangeState.Approved or ChangeState.Implementing) Process = await Processes.OfAsync(Change.Plan, CancellationToken.None);
    }

    private async Task DeployAsync(bool isHotfix)
    {
        if (Busy) return;
        (Busy, Why) = (true, null);
        try
        {
            var outcome = await Deploying.RunAsync(await viewer.SessionAsync(), Change.Number, isHotfix, CancellationToken.None);
            if (outcome is Outcome<Deployment>.Done(var made)) navigation.NavigateTo($"/deployments/{made.Number}");
            Why = outcome.Refusal;
        }
        finally
        {
            Busy = false;
        }
    }
}

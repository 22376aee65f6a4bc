using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>Begins early-life support of a deployment by hand.</summary>
public sealed partial class BeginEarlyLifePage(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    /// <summary><c>DEP-7</c> or <c>7</c>.</summary>
    [Parameter] public string Number { get; set; } = "";

    [Inject] private EarlyLifeFormTools Tools { get; set; } = default!;

    private DeploymentRow? Deployment { get; set; }

    private bool Unknown { get; set; }

    private bool HasSupport { get; set; }

    private EarlyLifeForm Form { get; set; } = new();

    private IReadOnlyList<(PersonId Id, string Name)> People { get; set; } = [];

    private IReadOnlyList<TightenableMonitor> Monitors { get; set; } = [];

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var found = DeploymentNumber.TryParse(Number, null, out var number) ? await Tools.DeploymentAsync(number, CancellationToken.None) : null;
        if (found is null)
        {
            Unknown = true;
            return;
        }

        People = await Tools.PeopleAsync(CancellationToken.None);
        Monitors = await Tools.MonitorsAsync(found.Services, CancellationToken.None);
        HasSupport = await Tools.HasSupportAsync(number, CancellationToken.None);
        if ((await viewer.ActorAsync()).Person is { } me) (Form.Owner, Form.Roster[0].Person) = (me.Value.ToString(), me.Value.ToString());
        Deployment = found;
    }

    private async Task BeginAsync()
    {
        if (Busy || Deployment is null) return;
        Busy = true;
        try
        {
            Why = (await Tools.Begin.RunAsync(await viewer.SessionAsync(), Deployment.Number, Form.ToDraft(), CancellationToken.None)).Refusal;
            if (Why is null) navigation.NavigateTo($"/deployments/early-life/{Deployment.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}

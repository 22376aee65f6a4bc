using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Pages;

/// <summary>Every deployment, the newest first.</summary>
public sealed partial class DeploymentsPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private DeploymentQueries Deployments { get; set; } = default!;

    private ListSource<DeploymentRow> Source { get; set; } = null!;

    private bool MaySeeTraffic => _actor.May(Permissions.TrafficRead);

    private bool MaySetSecrets => _actor.May(Permissions.SecretsWrite);

    protected override async Task OnInitializedAsync() => _actor = await viewer.ActorAsync();

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Deployments.PageAsync(DeploymentListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Deployments.CountAsync(DeploymentListing.Filter(query), most, stopping),
        Rows = async (keys, stopping) => await Deployments.RowsAsync([.. keys.Select(key => DeploymentNumber.Parse(key, null))], stopping),
        Belongs = DeploymentListing.Belongs,
    };
}

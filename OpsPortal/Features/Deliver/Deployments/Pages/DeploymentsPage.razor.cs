using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.Deployments.Pages;

/// <summary>Every deployment, the newest first.</summary>
public sealed partial class DeploymentsPage : ComponentBase
{
    [Inject] private DeploymentQueries Deployments { get; set; } = default!;

    private ListSource<DeploymentRow> Source { get; set; } = null!;

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Deployments.PageAsync(DeploymentListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Deployments.CountAsync(DeploymentListing.Filter(query), most, stopping),
        Rows = async (keys, stopping) => await Deployments.RowsAsync([.. keys.Select(key => DeploymentNumber.Parse(key, null))], stopping),
        Belongs = DeploymentListing.Belongs,
    };
}

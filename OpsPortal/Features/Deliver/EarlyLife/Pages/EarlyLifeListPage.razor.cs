using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>Every support, those that run first.</summary>
public sealed partial class EarlyLifeListPage : ComponentBase
{
    [Inject] private EarlyLifeQueries Supports { get; set; } = default!;

    private ListSource<EarlyLifeRow> Source { get; set; } = null!;

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Supports.PageAsync(EarlyLifeListing.Filter(query), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Supports.CountAsync(EarlyLifeListing.Filter(query), most, stopping),
        Rows = async (keys, stopping) => await Supports.RowsAsync([.. keys.Select(key => DeploymentNumber.Parse(key, null))], stopping),
        Belongs = EarlyLifeListing.Belongs,
    };
}

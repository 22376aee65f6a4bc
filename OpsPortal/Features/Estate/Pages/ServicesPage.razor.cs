using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages;

/// <summary>Every service: whose it is, how much it matters, and how it is now, worst first.</summary>
public sealed partial class ServicesPage(ServiceQueries services, Catalogue catalogue, Viewer viewer) : ComponentBase
{
    private ListSource<ServiceRow> Source { get; set; } = null!;

    private IReadOnlyList<Facet> Facets { get; set; } = [];

    private bool MayWrite { get; set; }

    protected override void OnInitialized()
    {
        Facets = ServiceListing.Facets([.. catalogue.Current.Services.Select(service => service.TeamName).Where(team => team.Length > 0).Distinct().Order(StringComparer.OrdinalIgnoreCase)]);
        Source = new((query, cursor, limit, stopping) => services.PageAsync(ServiceListing.Filter(query), cursor, limit, stopping))
        {
            Count = (query, _, stopping) => services.CountAsync(ServiceListing.Filter(query), stopping),
            Rows = (keys, stopping) => services.RowsAsync(keys.Select(key => new ServiceKey(key)), stopping),
            Belongs = (query, row) => ServiceQueries.Belongs(ServiceListing.Filter(query), row),
        };
    }

    protected override async Task OnInitializedAsync() => MayWrite = (await viewer.ActorAsync()).May(Permissions.ServicesWrite);
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Incidents.Components.Handling;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>Every incident: how grave, whose, how much time is left.</summary>
public sealed partial class IncidentsPage(Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private IIncidentQueries Incidents { get; set; } = default!;

    [Inject] private IncidentActs Acts { get; set; } = default!;

    private ListSource<IncidentRow> Source { get; set; } = null!;

    private IReadOnlyList<ListAct<IncidentRow>> ListActs { get; set; } = [];

    private bool MayWork => _actor.May(Permissions.IncidentsWork);

    protected override void OnInitialized() => Source = new((query, cursor, limit, stopping) => Incidents.PageAsync(IncidentListing.Filter(query, _actor.Person), cursor, limit, stopping))
    {
        Count = (query, most, stopping) => Incidents.CountAsync(IncidentListing.Filter(query, _actor.Person), most, stopping),
        Rows = (keys, stopping) => Incidents.RowsAsync([.. keys.Select(key => IncidentNumber.Parse(key, null))], stopping),
        Belongs = (query, row) => IncidentListing.Belongs(query, row, _actor.Person),
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (MayWork) ListActs = Acts.OfList;
    }
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Inform.Deliveries;

/// <summary>Everything that leaves the portal, newest first: what, to whom, and how it went.</summary>
public sealed partial class DeliveriesPage(Viewer viewer) : ComponentBase
{
    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<DeliveryState>().Select(state => new Choice(state.ToString(), DeliveryChip.Word(state)))]);

    private static readonly Facet WayFacet = new("way", "By", [.. Enum.GetValues<DeliveryWay>().Select(way => new Choice(way.ToString(), way.ToString()))]);

    private Actor _actor = Actors.Nobody;

    private static IReadOnlyList<Facet> Facets { get; } = [StateFacet, WayFacet];

    [Inject] private DeliveryQueries Deliveries { get; set; } = default!;

    [Inject] private RetryDelivery Retry { get; set; } = default!;

    private ListSource<DeliveryRow>? Source { get; set; }

    private IReadOnlyList<ListAct<DeliveryRow>> Acts { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        // Whom a row shows depends on who looks, so nothing is read before that is known.
        _actor = await viewer.ActorAsync();
        Source = new((query, cursor, limit, stopping) => Deliveries.PageAsync(_actor, Filter(query), cursor, limit, stopping))
        {
            Count = (query, most, stopping) => Deliveries.CountAsync(_actor, Filter(query), most, stopping),
            Rows = (keys, stopping) => Deliveries.RowsAsync(_actor, [.. keys.Select(Guid.Parse)], stopping),
        };
        if (!_actor.May(Permissions.DeliveriesRetry)) return;
        Acts = [new("Send again", "", _ => Task.FromResult<ActPlan<DeliveryRow>?>(new("Tried again", async (row, stopping) => (await Retry.RunAsync(_actor, row.Id, stopping)).Refusal))) { Asks = false }];
    }

    private static DeliveryFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        States = [.. query.Of(StateFacet).Select(Enum.Parse<DeliveryState>)],
        Ways = [.. query.Of(WayFacet).Select(Enum.Parse<DeliveryWay>)],
    };
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Events.Pages;

/// <summary>The queue: what waits, worst first, worked by keyboard.</summary>
public sealed partial class EventsPage(FirstSight sight, QueueActs acts, Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private QueueRows Queue { get; set; } = default!;

    private ListSource<EventRow> Source { get; set; } = null!;

    /// <summary>None for those who may only look.</summary>
    private IReadOnlyList<ListAct<EventRow>> Acts { get; set; } = [];

    protected override void OnInitialized() => Source = new(PageAsync)
    {
        Count = (query, most, stopping) => Queue.CountAsync(EventListing.Filter(query, _actor.Person), most, stopping),
        Rows = (keys, stopping) => Queue.RowsAsync(_actor, [.. keys.Select(key => EventNumber.Parse(key, null))], stopping),
        Members = (key, stopping) => Queue.MembersAsync(_actor, EventNumber.Parse(key, null), stopping),
        Belongs = (query, row) => EventListing.Belongs(query, row, _actor.Name),
    };

    private async Task<Page<EventRow>> PageAsync(ListQuery query, string? cursor, int limit, CancellationToken stopping)
    {
        var page = await Queue.PageAsync(_actor, EventListing.Filter(query, _actor.Person), cursor, limit, stopping);
        if (cursor is null && _actor.Person is not null) sight.Note(page.Items);
        return page;
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (_actor.May(Permissions.EventsWork)) Acts = acts.All;
    }
}

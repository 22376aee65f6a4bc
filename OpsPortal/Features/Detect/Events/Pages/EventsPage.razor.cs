using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Correlation.Queries;
using OpsPortal.Features.Detect.Effectiveness;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Events.Pages;

/// <summary>The queue: what waits, worst first, worked by keyboard.</summary>
public sealed partial class EventsPage(IEventQueries events, GroupQueries groups, FirstSight sight, QueueActs acts, Viewer viewer) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    private ListSource<EventRow> Source { get; set; } = null!;

    /// <summary>None for those who may only look.</summary>
    private IReadOnlyList<ListAct<EventRow>> Acts { get; set; } = [];

    protected override void OnInitialized() => Source = new(PageAsync)
    {
        Count = (query, most, stopping) => events.CountAsync(EventListing.Filter(query, _actor.Person), most, stopping),
        Rows = (keys, stopping) => events.RowsAsync([.. keys.Select(key => EventNumber.Parse(key, null))], stopping),
        Members = (key, stopping) => groups.MembersAsync(EventNumber.Parse(key, null), stopping),
        Belongs = (query, row) => EventListing.Belongs(query, row, _actor.Name),
    };

    private async Task<Page<EventRow>> PageAsync(ListQuery query, string? cursor, int limit, CancellationToken stopping)
    {
        var page = await events.PageAsync(EventListing.Filter(query, _actor.Person), cursor, limit, stopping);
        if (cursor is null && _actor.Person is not null) sight.Note(page.Items);
        return page;
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (_actor.May(Permissions.EventsWork)) Acts = acts.All;
    }
}

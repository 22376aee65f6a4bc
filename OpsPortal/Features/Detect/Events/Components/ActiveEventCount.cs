using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Shell.Rail;

namespace OpsPortal.Features.Detect.Events.Components;

/// <summary>How many events wait in the queue, beside the area; however many pages are open, they share one count for each change.</summary>
internal sealed class ActiveEventCount(IEventQueries events) : IAreaCount
{
    public string Href => "/events";

    public string Of => "active events";

    public ChangeKind Kind => ChangeKind.Events;

    public Task<int> CountAsync(Actor by, CancellationToken stopping) => events.CountAsync(new EventFilter(), Rail.MostCounted + 1, stopping);
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Takes an acknowledgement back; the event waits for somebody again.</summary>
public sealed class UnacknowledgeEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.unacknowledged", (found, now) => found.Unacknowledge(by, now), stopping);
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Takes an event on; without an owner it becomes the actor's own.</summary>
public sealed class AcknowledgeEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.acknowledged", (found, now) => found.Acknowledge(by, now), stopping);
}

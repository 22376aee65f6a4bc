using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Brings a snoozed event back to the queue now.</summary>
public sealed class WakeEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.woken", (found, now) => found.Wake(by, now), stopping);
}

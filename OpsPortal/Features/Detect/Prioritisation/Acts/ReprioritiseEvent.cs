using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Acts;

namespace OpsPortal.Features.Detect.Prioritisation.Acts;

/// <summary>Sets the priority of an event by hand, with a reason.</summary>
public sealed class ReprioritiseEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, Priority priority, string reason, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.reprioritised", (found, now) => found.Reprioritise(priority, reason, by, now), stopping);
}

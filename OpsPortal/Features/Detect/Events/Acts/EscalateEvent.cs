using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Asks for more hands, with a reason.</summary>
public sealed class EscalateEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string reason, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.escalated", (found, now) => found.Escalate(reason, by, now), stopping);
}

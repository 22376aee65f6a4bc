using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Takes a resolved or closed event up again, with a reason.</summary>
public sealed class ReopenEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string reason, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.reopened", (found, now) => found.Reopen(reason, by, now), stopping);
}

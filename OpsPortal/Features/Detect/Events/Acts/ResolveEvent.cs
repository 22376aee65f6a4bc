using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Says the cause is gone; the note may be empty.</summary>
public sealed class ResolveEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string note, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.resolved", (found, now) => found.Resolve(note, by, now), stopping);
}

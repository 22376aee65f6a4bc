using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Hides an event from the queue until an instant (UTC).</summary>
public sealed class SnoozeEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, DateTimeOffset until, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.snoozed", (found, now) => found.Snooze(until, by, now), stopping);
}

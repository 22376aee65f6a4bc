using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Ends the handling with a note, and for P1 and P2 a lesson learned.</summary>
public sealed class CloseEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string note, string lesson, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.closed", (found, now) => found.Close(note, lesson, by, now), stopping);
}

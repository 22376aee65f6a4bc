using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Says whether an event was worth somebody's time; null takes that back.</summary>
public sealed class JudgeEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, Usefulness? usefulness, CancellationToken stopping) =>
        acts.RunAsync(by, number, null, "event.judged", (found, now) => found.Judge(usefulness, by, now), stopping);
}

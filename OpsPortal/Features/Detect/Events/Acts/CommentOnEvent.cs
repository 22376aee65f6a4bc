using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Adds a comment to the timeline; allowed in every state.</summary>
public sealed class CommentOnEvent(EventActs acts)
{
    public Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, string text, CancellationToken stopping, int? version = null) =>
        acts.RunAsync(by, number, version, "event.commented", (found, now) => found.Comment(text, by, now), stopping);
}

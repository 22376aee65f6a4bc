using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Words;

/// <summary>Adds a note to the timeline of an incident.</summary>
internal sealed class CommentOnIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string text, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.noted", (found, now) => found.Comment(text, by, now), stopping);
}

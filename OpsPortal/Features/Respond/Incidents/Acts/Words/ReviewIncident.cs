using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Words;

/// <summary>Keeps what the review of an incident found.</summary>
internal sealed class ReviewIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string findings, string lesson, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.reviewed", (found, now) => found.Look(findings, lesson, by, now), stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Takes an incident on.</summary>
internal sealed class AcknowledgeIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.acknowledged", (found, now) => found.Acknowledge(by, now), stopping);
}

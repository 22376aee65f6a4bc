using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Says that the service is as it should be again.</summary>
internal sealed class ResolveIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, ResolutionCode code, string cause, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.resolved", (found, now) => found.Resolve(code, cause, by, now), stopping);
}

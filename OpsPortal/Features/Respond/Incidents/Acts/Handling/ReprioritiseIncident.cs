using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Sets the priority of an incident by hand.</summary>
internal sealed class ReprioritiseIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, Domain.Detect.Events.Priority priority, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.reprioritised", (found, now) => found.Reprioritise(priority, reason, by, now), stopping);
}

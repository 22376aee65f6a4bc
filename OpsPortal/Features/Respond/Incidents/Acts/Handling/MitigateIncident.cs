using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Says that users no longer notice, or that they do again.</summary>
internal sealed class MitigateIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string note, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.mitigated", (found, now) => found.Mitigate(note, by, now), stopping);

    /// <summary>What was done did not hold.</summary>
    public Task<Outcome<Incident>> BackAsync(Actor by, IncidentNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.worsened", (found, now) => found.Worsen(reason, by, now), stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Stops the clock of an incident while others must act, and lets it run again.</summary>
internal sealed class HoldIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.held", (found, now) => found.Hold(reason, by, now), stopping);

    public Task<Outcome<Incident>> ContinueAsync(Actor by, IncidentNumber number, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.continued", (found, now) => found.Continue(by, now), stopping);
}

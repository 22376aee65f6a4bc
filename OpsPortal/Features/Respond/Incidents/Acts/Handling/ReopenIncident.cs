using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Takes a resolved or closed incident up again.</summary>
internal sealed class ReopenIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.reopened", (found, now) => found.Reopen(reason, by, now), stopping);
}

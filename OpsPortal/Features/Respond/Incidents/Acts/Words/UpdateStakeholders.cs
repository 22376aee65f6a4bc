using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Words;

/// <summary>Keeps what stakeholders of an incident are told.</summary>
internal sealed class UpdateStakeholders(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string text, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.updated", (found, now) => found.Update(text, by, now), stopping);
}

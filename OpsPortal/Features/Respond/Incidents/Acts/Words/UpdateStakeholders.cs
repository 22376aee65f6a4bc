using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Words;

/// <summary>Keeps what stakeholders of an incident are told, and tells them.</summary>
internal sealed class UpdateStakeholders(IncidentDesk desk, IEnumerable<IStakeholders> stakeholders)
{
    public async Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string text, CancellationToken stopping, int? version = null)
    {
        var outcome = await desk.RunAsync(by, number, version, "incident.updated", (found, now) => found.Update(text, by, now), stopping);
        if (outcome is not Outcome<Incident>.Done(var incident)) return outcome;

        // It is kept: a caller who has left no longer stops the rest.
        foreach (var told in stakeholders) await told.TellAsync(by, incident, text.Trim(), CancellationToken.None);
        return outcome;
    }
}

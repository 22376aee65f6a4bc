using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Words;

/// <summary>Writes what is known about an incident anew.</summary>
internal sealed class DescribeIncident(IncidentDesk desk)
{
    /// <param name="seen">The version of the description that was read; refused where somebody has written since.</param>
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string text, int seen, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.described", (found, now) => found.Describe(text, seen, by, now), stopping);
}

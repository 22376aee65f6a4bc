using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Says whether an incident is a major one, which comes with roles, a checklist and a review.</summary>
internal sealed class DeclareMajorIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, bool isMajor, string reason, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, isMajor ? "incident.declared-major" : "incident.declared-ordinary", async (db, found, now) =>
        {
            var listed = await db.Set<IncidentTask>().AnyAsync(task => task.Incident == number && task.Kind == TaskKind.Checklist, stopping);
            return isMajor && !listed ? MajorChecklist.Declare(db, found, reason, by, now) : found.Declare(isMajor, reason, by, now).Refusal;
        }, stopping);
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Handling;

/// <summary>Ends an incident.</summary>
internal sealed class CloseIncident(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, string lesson, CancellationToken stopping, int? version = null) =>
        desk.RunAsync(by, number, version, "incident.closed", async (db, found, now) =>
        {
            var left = await db.Set<IncidentTask>().CountAsync(task => task.Incident == number && task.Kind == TaskKind.Checklist && task.DoneAt == null, stopping);
            return found.Close(lesson, left, by, now).Refusal;
        }, stopping);
}

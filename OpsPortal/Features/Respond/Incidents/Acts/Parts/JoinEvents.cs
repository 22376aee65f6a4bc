using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Acts.Parts;

/// <summary>Makes events part of an open incident. Those that are part of it already stay as they are.</summary>
internal sealed class JoinEvents(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, IReadOnlyCollection<EventNumber> joining, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.event-joined", async (db, found, now) =>
        {
            var members = await db.Set<IncidentEvent>().Where(member => member.Incident == number).Select(member => member.Event).ToListAsync(stopping);
            var wanted = joining.Distinct().Except(members).ToArray();
            var events = await db.Events.AsNoTracking().Where(e => EF.Parameter(wanted).Contains(e.Number)).OrderBy(e => e.Number).ToListAsync(stopping);
            if (events.Count < wanted.Length) return Refusals.NotFound(wanted.Except(events.Select(e => e.Number)).First().ToString());
            if (await OpenIncident.TakenAsync(db, wanted, stopping) is { } taken) return taken;
            for (var i = 0; i < events.Count; i++)
            {
                var outcome = found.Join(events[i], members.Count + i, by, now);
                if (outcome is not Outcome<IncidentEvent>.Done(var joined)) return outcome.Refusal;
                db.Add(joined);
            }

            return null;
        }, stopping);
}

/// <summary>Takes an event out of an incident.</summary>
internal sealed class LeaveEvent(IncidentDesk desk)
{
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, EventNumber leaving, CancellationToken stopping) =>
        desk.RunAsync(by, number, null, "incident.event-left", async (db, found, now) =>
        {
            if (await db.Set<IncidentEvent>().SingleOrDefaultAsync(member => member.Incident == number && member.Event == leaving, stopping) is not { } member) return IncidentRefusals.EventNotPart(leaving);
            db.Remove(member);
            found.Leave(leaving, by, now);
            return null;
        }, stopping);
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Following;

/// <summary>Who is called for an incident, level by level: whoever is on, then the whole team that owns the service, then everybody who works incidents.</summary>
internal sealed class IncidentCalls(OnCallBook onCall)
{
    private static readonly Duty[] Working = [.. Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.IncidentsWork))];

    /// <summary>Who, as people read it, and their ids.</summary>
    public async Task<(string Told, IReadOnlyList<PersonId> People)> WhoAsync(OpsDb db, Incident incident, int level, DateTimeOffset now, CancellationToken stopping)
    {
        var team = onCall.TeamOf(incident.Service);
        if (level == 1 && team is { } owning)
        {
            var on = (await onCall.AtAsync(now, owning, stopping)).Where(duty => duty.Person is not null).ToList();
            if (on.Count > 0) return ($"{string.Join(" and ", on.Select(duty => duty.PersonName).Distinct())}, on call for {on[0].TeamName}", [.. on.Select(duty => duty.Person!.Value).Distinct()]);
        }

        if (level <= 2 && team is { } whole)
        {
            var known = await db.Teams.AsNoTracking().Include(one => one.Members).SingleOrDefaultAsync(one => one.Id == whole, stopping);
            if (known is { Members.Count: > 0 }) return ($"everybody in {known.Name}", [.. known.Members.Select(member => member.Person)]);
        }

        var all = await db.Persons.AsNoTracking().Where(person => person.Duties.Any(grant => Working.Contains(grant.Duty))).Select(person => person.Id).ToListAsync(stopping);
        return ("everybody who works incidents", all);
    }

    public async Task<string> CallAsync(OpsDb db, Incident incident, int level, DateTimeOffset now, CancellationToken stopping) => (await WhoAsync(db, incident, level, now, stopping)).Told;
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Incidents.Acts;

/// <summary>
/// What every act on an incident has in common: the right is checked, the incident loaded, the domain asked, the answer saved together with
/// its timeline and audit entries, and everyone who looks is told.
/// </summary>
internal sealed class IncidentDesk(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock, ILogger<IncidentDesk> log)
{
    /// <summary>How often an act is decided anew when somebody else saved in between.</summary>
    private const int Attempts = 4;

    public IDbContextFactory<OpsDb> Databases => databases;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Carries an act out in full, or refuses it and changes nothing.</summary>
    /// <param name="by">Needs <see cref="Permissions.IncidentsWork"/>.</param>
    /// <param name="version">The version the actor saw; refused where the incident has changed since. Null: whatever it is now.</param>
    /// <param name="act">The name in the audit trail, as <c>incident.acknowledged</c>.</param>
    /// <param name="decide">Asks the domain and may add to the unit of work; may run more than once, each time on a fresh incident.</param>
    public async Task<Outcome<Incident>> RunAsync(
        Actor by, IncidentNumber number, int? version, string act, Func<OpsDb, Incident, DateTimeOffset, Task<Refusal?>> decide, CancellationToken stopping)
    {
        if (!by.May(Permissions.IncidentsWork)) return Refusals.Forbidden(Permissions.IncidentsWork);
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            if (await db.Set<Incident>().SingleOrDefaultAsync(incident => incident.Number == number, stopping) is not { } found) return Refusals.NotFound(number.ToString());
            if (version is { } seen && found.Version != seen) return await ChangedMeanwhileAsync(db, found, stopping);
            var (now, before) = (Now, Facts(found));
            if (await decide(db, found, now) is { } why)
            {
                log.Refused(number, act, by.Name, why.Code);
                return why;
            }

            if (found.NewEntries.Count == 0) return found;
            db.AddRange(found.NewEntries);
            db.Record(new Act(by, now, act, number.ToString(), before, Facts(found)));
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                continue;
            }

            Told(by, number, act);
            return found;
        }
    }

    /// <summary>The same where only the incident itself is asked.</summary>
    public Task<Outcome<Incident>> RunAsync(Actor by, IncidentNumber number, int? version, string act, Func<Incident, DateTimeOffset, Outcome<Incident>> decide, CancellationToken stopping) =>
        RunAsync(by, number, version, act, (_, incident, now) => Task.FromResult(decide(incident, now).Refusal), stopping);

    public void Told(Actor by, IncidentNumber number, string act)
    {
        feed.Publish(ChangeKind.Incidents);
        feed.Publish(ChangeKind.Audit);
        log.Acted(act, number, by.Name);
    }

    /// <summary>Everyone who may be given an incident or a role in one, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> CandidatesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = await db.Persons.AsNoTracking().Where(person => person.Duties.Any(grant => Working.Contains(grant.Duty))).OrderBy(person => person.Name).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return [.. people.Select(person => (person.Id, person.Name))];
    }

    /// <summary>The name of a person who may be given work; refused for anybody else. Nobody has the empty name.</summary>
    public async Task<Outcome<string>> NameOfAsync(PersonId? person, CancellationToken stopping)
    {
        if (person is not { } id) return "";
        await using var db = await databases.CreateDbContextAsync(stopping);
        var known = await db.Persons.Where(p => p.Id == id).Select(p => new { p.Name, Works = p.Duties.Any(grant => Working.Contains(grant.Duty)) }).SingleOrDefaultAsync(stopping);
        if (known is null) return Refusals.NotFound("That person");
        return known.Works ? known.Name : IncidentRefusals.MayNotWork(known.Name);
    }

    /// <summary>What the audit trail keeps.</summary>
    public static object Facts(Incident incident) => new
    {
        incident.Title,
        incident.State,
        incident.Priority,
        incident.IsMajor,
        incident.Service,
        Owner = incident.OwnerName,
        Commander = incident.CommanderName,
        Communicator = incident.CommunicatorName,
        Scribe = incident.ScribeName,
        incident.HeldSince,
        incident.Resolution,
        incident.Cause,
        incident.Lesson,
        incident.DescriptionVersion,
        Said = incident.NewEntries.Count == 0 ? null : incident.NewEntries[^1].Text,
    };

    private static readonly Duty[] Working = [.. Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.IncidentsWork))];

    private static async Task<Refusal> ChangedMeanwhileAsync(OpsDb db, Incident found, CancellationToken stopping)
    {
        var last = await db.Set<IncidentEntry>().Where(entry => entry.Incident == found.Number).OrderByDescending(entry => entry.Id).Select(entry => entry.Actor).FirstOrDefaultAsync(stopping);
        return IncidentRefusals.ChangedMeanwhile(last ?? "Somebody", found.State);
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Acts;

/// <summary>Gives an event to a person who may work events, or to nobody.</summary>
public sealed class AssignEvent(EventActs acts, IDbContextFactory<OpsDb> databases)
{
    private static readonly Duty[] Working = [.. Enum.GetValues<Duty>().Where(duty => Duties.Permits(duty).Contains(Permissions.EventsWork))];

    /// <summary>Refused when the person does not exist or has no duty that allows working events.</summary>
    public async Task<Outcome<Event>> RunAsync(Actor by, EventNumber number, PersonId? owner, CancellationToken stopping, int? version = null)
    {
        var name = "";
        if (owner is { } person)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            var known = await db.Persons.Where(p => p.Id == person)
                .Select(p => new { p.Name, Works = p.Duties.Any(grant => Working.Contains(grant.Duty)) }).SingleOrDefaultAsync(stopping);
            if (known is null) return Refusals.NotFound("That person");
            if (!known.Works) return EventRefusals.OwnerMayNotWork(known.Name);
            name = known.Name;
        }

        return await acts.RunAsync(by, number, version, "event.assigned", (found, now) => found.Assign(owner, name, by, now), stopping);
    }

    /// <summary>Everyone an event can be given to, by name.</summary>
    public async Task<IReadOnlyList<(PersonId Id, string Name)>> CandidatesAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var candidates = await db.Persons.Where(p => p.Duties.Any(grant => Working.Contains(grant.Duty)))
            .OrderBy(p => p.Name).Select(p => new { p.Id, p.Name }).ToListAsync(stopping);
        return [.. candidates.Select(p => (p.Id, p.Name))];
    }
}

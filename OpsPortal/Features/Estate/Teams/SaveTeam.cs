using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Services;

namespace OpsPortal.Features.Estate.Teams;

/// <summary>Creates a team, or makes one what the draft says. Refused for a name that another team has.</summary>
public sealed class SaveTeam(CatalogueDesk desk)
{
    /// <param name="id">Null: a new one.</param>
    /// <param name="version">As it was seen; refused where it has changed since.</param>
    public Task<Outcome<Team>> RunAsync(Actor by, TeamId? id, TeamDraft draft, int version, CancellationToken stopping) => desk.RunAsync<Team>(by, async db =>
    {
        if (draft.Check() is [var fault, ..]) return fault.Why;
        var name = Team.KeyOf(draft.Name);
        if (await db.Teams.AnyAsync(team => team.NameKey == name && team.Id != id, stopping)) return EstateRefusals.TeamExists(draft.Name);
        var members = draft.Members.Distinct().ToList();
        if (await db.Persons.CountAsync(person => members.Contains(person.Id), stopping) != members.Count) return EstateRefusals.UnknownPerson("of that id");
        if (id is null)
        {
            var added = Team.From(draft, desk.Now, by.Behind);
            db.Add(added);
            desk.Record(db, by, "team.created", added.Name, null, ServiceFacts.Of(added));
            return added;
        }

        if (await db.Teams.Include(team => team.Members).SingleOrDefaultAsync(team => team.Id == id, stopping) is not { } known) return Refusals.NotFound("That team");
        if (known.Version != version) return EstateRefusals.TeamChanged();
        var before = ServiceFacts.Of(known);
        if (known.Become(draft, desk.Now, by.Behind)) desk.Record(db, by, "team.changed", known.Name, before, ServiceFacts.Of(known));
        return known;
    }, EstateRefusals.TeamChanged(), stopping);
}

/// <summary>Deletes a team that owns no service.</summary>
public sealed class DeleteTeam(CatalogueDesk desk)
{
    public Task<Outcome<TeamId>> RunAsync(Actor by, TeamId id, CancellationToken stopping) => desk.RunAsync<TeamId>(by, async db =>
    {
        if (await db.Teams.Include(team => team.Members).SingleOrDefaultAsync(team => team.Id == id, stopping) is not { } team) return Refusals.NotFound("That team");
        if (await db.Services.CountAsync(service => service.Team == id, stopping) is > 0 and var owned) return EstateRefusals.TeamOwns(team.Name, owned);
        db.Remove(team);
        desk.Record(db, by, "team.deleted", team.Name, ServiceFacts.Of(team), null);
        return id;
    }, EstateRefusals.TeamChanged(), stopping);
}

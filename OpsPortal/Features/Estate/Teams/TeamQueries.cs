using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Teams;

/// <summary>A team as listed.</summary>
/// <param name="Members">By name.</param>
/// <param name="Services">How many it owns.</param>
public sealed record TeamRow(TeamId Id, string Name, string Mail, IReadOnlyList<PersonChoice> Members, int Services, int Version);

/// <summary>A person who can be chosen.</summary>
/// <param name="Mail">Of the first account; empty where there is none.</param>
public sealed record PersonChoice(PersonId Id, string Name, string Mail);

/// <summary>Teams and those who can be in them.</summary>
public sealed class TeamQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<TeamRow>> TeamsAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var people = (await PeopleAsync(db, stopping)).ToDictionary(person => person.Id);
        var owned = await db.Services.Where(service => service.Team != null).GroupBy(service => service.Team).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stopping);
        var teams = await db.Teams.AsNoTracking().Include(team => team.Members).ToListAsync(stopping);
        return [.. teams.OrderBy(team => team.Name, StringComparer.OrdinalIgnoreCase).Select(team => new TeamRow(
            team.Id, team.Name, team.Mail,
            [.. team.Members.Select(member => people.GetValueOrDefault(member.Person)).OfType<PersonChoice>().OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)],
            owned.Find(count => count.Key == team.Id)?.Count ?? 0, team.Version))];
    }

    /// <summary>Everybody, by name.</summary>
    public async Task<IReadOnlyList<PersonChoice>> PeopleAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await PeopleAsync(db, stopping);
    }

    internal static async Task<List<PersonChoice>> PeopleAsync(OpsDb db, CancellationToken stopping)
    {
        var mails = (await db.Users.AsNoTracking().OrderBy(account => account.CreatedAt).ThenBy(account => account.Id).Select(account => new { account.PersonId, account.Email }).ToListAsync(stopping))
            .GroupBy(account => account.PersonId).ToDictionary(group => group.Key, group => group.First().Email ?? "");
        var persons = await db.Persons.AsNoTracking().OrderBy(person => person.Name).ThenBy(person => person.Id).Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        return persons.ConvertAll(person => new PersonChoice(person.Id, person.Name, mails.GetValueOrDefault(person.Id, "")));
    }
}

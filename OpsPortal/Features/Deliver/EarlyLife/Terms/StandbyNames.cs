using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Terms;

/// <summary>Finds people by what a process or a form calls them. Only those with an open account stand by.</summary>
internal static class StandbyNames
{
    /// <summary>By e-mail address; null where nobody has it.</summary>
    public static async Task<Standby?> FindAsync(OpsDb db, string mail, CancellationToken stopping)
    {
        var wanted = mail.Trim().ToUpperInvariant();
        var person = await db.Users.AsNoTracking().Where(account => account.NormalizedEmail == wanted && account.DisabledAt == null).Select(account => (PersonId?)account.PersonId).FirstOrDefaultAsync(stopping);
        return person is { } found ? (await OfAsync(db, [found], stopping)).FirstOrDefault() : null;
    }

    /// <summary>Those with the ids, in that order; who has no open account is left out.</summary>
    public static async Task<IReadOnlyList<Standby>> OfAsync(OpsDb db, IReadOnlyList<PersonId> people, CancellationToken stopping)
    {
        var names = await db.Persons.AsNoTracking().Where(person => people.Contains(person.Id) && db.Users.Any(account => account.PersonId == person.Id && account.DisabledAt == null)).ToDictionaryAsync(person => person.Id, person => person.Name, stopping);
        return [.. people.Distinct().Where(names.ContainsKey).Select(person => new Standby(person, names[person]))];
    }

    /// <summary>A roster by e-mail addresses and names of teams, nobody twice; members of a team in the order of their names.</summary>
    /// <returns>Those who were found, and the names that nobody has.</returns>
    public static async Task<(IReadOnlyList<Standby> Found, IReadOnlyList<string> Unknown)> RosterAsync(OpsDb db, IReadOnlyList<string> names, CancellationToken stopping)
    {
        var (found, unknown) = (new List<Standby>(), new List<string>());
        foreach (var name in names)
        {
            IReadOnlyList<Standby> here = name.Contains('@', StringComparison.Ordinal) ? [.. new[] { await FindAsync(db, name, stopping) }.OfType<Standby>()] : await TeamAsync(db, name, stopping);
            if (here.Count == 0) unknown.Add(name);
            found.AddRange(here);
        }

        return ([.. found.DistinctBy(one => one.Person)], unknown);
    }

    private static async Task<IReadOnlyList<Standby>> TeamAsync(OpsDb db, string name, CancellationToken stopping)
    {
        var key = Team.KeyOf(name.Trim());
        var members = await db.Set<TeamMember>().AsNoTracking().Where(member => db.Teams.Any(team => team.Id == member.Team && team.NameKey == key)).Select(member => member.Person).ToListAsync(stopping);
        return [.. (await OfAsync(db, members, stopping)).OrderBy(one => one.Name, StringComparer.OrdinalIgnoreCase)];
    }
}

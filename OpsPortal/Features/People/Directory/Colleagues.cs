using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Directory;

/// <summary>Who is who right now, as segregation of duties asks: six short queries, nothing tracked.</summary>
public static class Colleagues
{
    /// <summary>With the delegations that are kept.</summary>
    public static async Task<WhoIsWho> ReadAsync(OpsDb db, CancellationToken stopping) => await ReadAsync(
        db, db.Model.FindEntityType(typeof(Delegation)) is null ? [] : await db.Set<Delegation>().AsNoTracking().ToListAsync(stopping), stopping);

    /// <param name="delegations">Those that matter, also if they are over: an approval is judged by what was in force when it was given.</param>
    public static async Task<WhoIsWho> ReadAsync(OpsDb db, IReadOnlyList<Delegation> delegations, CancellationToken stopping)
    {
        var persons = await db.Persons.AsNoTracking().Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        var accounts = await db.Users.AsNoTracking().Select(account => new KnownAccount(account.PersonId, account.Email ?? "", account.DisabledAt == null)).ToListAsync(stopping);
        var grants = (await db.Set<DutyGrant>().AsNoTracking().ToListAsync(stopping)).ToLookup(grant => grant.Person);
        var members = await db.Set<TeamMember>().AsNoTracking().ToListAsync(stopping);
        var keys = await db.ApiKeys.AsNoTracking().Where(key => key.CreatedBy != null).Select(key => new KnownKey(key.Prefix, key.CreatedBy)).ToListAsync(stopping);
        var links = PersonLinks.Of(LinksOf(accounts, keys), []);
        var owners = Owning(await OwnedAsync(db, stopping), members, links).ToLookup(owning => owning.Person, owning => owning.Membership);
        var teams = members.ToLookup(member => member.Person);
        var active = accounts.Where(account => account.IsActive).Select(account => account.Person).ToHashSet();
        return new(persons.Select(person => new Colleague(person.Id, person.Name, active.Contains(person.Id),
        [
            .. grants[person.Id].Select(grant => new GroupMembership(ApproverGroup.With(grant.Duty), grant.GrantedAt, grant.GrantedByPerson)),
            .. teams[person.Id].Select(member => new GroupMembership(ApproverGroup.Of(member.Team), member.Since, member.GivenBy)),
            .. owners[person.Id],
        ])), links, delegations);
    }

    /// <summary>Two keys may begin alike; then what was recorded under that beginning tells nothing.</summary>
    private static IEnumerable<(string Account, PersonId Person)> LinksOf(List<KnownAccount> accounts, List<KnownKey> keys) =>
    [
        .. accounts.Where(account => account.Email.Length > 0).Select(account => (account.Email, account.Person)),
        .. keys.GroupBy(key => key.Prefix, key => key.Owner, StringComparer.OrdinalIgnoreCase).Where(same => same.Distinct().Count() == 1).SelectMany(same => same.OfType<PersonId>().Take(1), (same, owner) => (same.Key, owner)),
    ];

    private static Task<List<Owned>> OwnedAsync(OpsDb db, CancellationToken stopping) => db.Services.AsNoTracking().Where(service => service.Team != null || service.Person != null)
        .Select(service => new Owned(service.Key, service.Team, service.TeamSince ?? service.CreatedAt, service.TeamGivenBy, service.Person, service.PersonSince ?? service.CreatedAt, service.PersonGivenBy))
        .ToListAsync(stopping);

    private static IEnumerable<(PersonId Person, GroupMembership Membership)> Owning(List<Owned> services, List<TeamMember> members, PersonLinks links)
    {
        var inTeam = members.ToLookup(member => member.Team);
        foreach (var service in services)
        {
            var group = ApproverGroup.OwnersOf(service.Key);
            if (service.Person is { } owner) yield return (owner, new(group, service.PersonSince, service.PersonGivenBy));
            if (service.Team is not { } team) continue;
            foreach (var member in inTeam[team]) yield return (member.Person, Through(group, service, member, links));
        }
    }

    /// <summary>Whoever owns through a team does so since both were given, and by his or her own hand where either was.</summary>
    private static GroupMembership Through(ApproverGroup group, Owned service, TeamMember member, PersonLinks links)
    {
        var laterIsTeam = service.TeamSince > member.Since;
        var (later, earlier) = laterIsTeam ? (service.TeamGivenBy, member.GivenBy) : (member.GivenBy, service.TeamGivenBy);
        var human = links.HumanOf(member.Person);
        var isOwnHand = earlier is { } giver && links.HumanOf(giver) == human;
        return new(group, laterIsTeam ? service.TeamSince : member.Since, isOwnHand ? earlier : later);
    }

    private sealed record KnownAccount(PersonId Person, string Email, bool IsActive);

    private sealed record KnownKey(string Prefix, PersonId? Owner);

    private sealed record Owned(ServiceKey Key, TeamId? Team, DateTimeOffset TeamSince, PersonId? TeamGivenBy, PersonId? Person, DateTimeOffset PersonSince, PersonId? PersonGivenBy);
}

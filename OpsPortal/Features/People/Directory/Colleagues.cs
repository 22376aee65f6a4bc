using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.People;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Directory;

/// <summary>Who is who right now, as segregation of duties asks.</summary>
public static class Colleagues
{
    /// <param name="delegations">Those that matter, also if they are over: an approval is judged by what was in force when it was given.</param>
    public static async Task<WhoIsWho> ReadAsync(OpsDb db, IReadOnlyList<Delegation> delegations, CancellationToken stopping)
    {
        var persons = await db.Persons.AsNoTracking().Select(person => new { person.Id, person.Name }).ToListAsync(stopping);
        var accounts = await db.Users.AsNoTracking().Select(account => new { account.PersonId, account.Email, account.DisabledAt }).ToListAsync(stopping);
        var grants = (await db.Set<DutyGrant>().AsNoTracking().ToListAsync(stopping)).ToLookup(grant => grant.Person);
        var active = accounts.Where(account => account.DisabledAt == null).Select(account => account.PersonId).ToHashSet();
        var links = PersonLinks.Of(accounts.Where(account => account.Email is { Length: > 0 }).Select(account => (account.Email!, account.PersonId)), []);
        return new(persons.Select(person => new Colleague(person.Id, person.Name, active.Contains(person.Id), [.. grants[person.Id].Select(grant => new GroupMembership(ApproverGroup.With(grant.Duty), grant.GrantedAt, null))])), links, delegations);
    }
}

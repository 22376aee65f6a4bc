using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Administration;

/// <summary>What every administrative act on persons and accounts shares: the right, the unit, the audited refusal, the news.</summary>
public sealed class PeopleDesk(AccountUnits units, ChangeFeed feed, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Runs <paramref name="act"/> if the actor may administer people; saves and tells if it is done, and audits it if it is refused.</summary>
    public async Task<Outcome<T>> RunAsync<T>(Actor by, string refusedAs, string target, Func<AccountUnit, Task<Outcome<T>>> act, CancellationToken stopping)
    {
        var outcome = by.May(Permissions.PeopleManage) ? await CarryOutAsync(act, stopping) : PeopleRefusals.NotPermitted;
        if (outcome.Refusal is { } why)
        {
            // What was refused must leave no trace but its act.
            await using var unit = units.Open();
            unit.Db.Record(new(by, Now, refusedAs, target, After: new { refused = why.Code }));
            await unit.Db.SaveChangesAsync(stopping);
            feed.Publish(ChangeKind.Audit);
            return outcome;
        }

        feed.Publish(ChangeKind.People);
        feed.Publish(ChangeKind.Audit);
        return outcome;
    }

    /// <remarks>Somebody may sign in to the account in the same moment; the act is then decided again on what is true now.</remarks>
    private async Task<Outcome<T>> CarryOutAsync<T>(Func<AccountUnit, Task<Outcome<T>>> act, CancellationToken stopping)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var unit = units.Open();
            var outcome = await act(unit);
            if (outcome is Outcome<T>.Refused) return outcome;
            try
            {
                await unit.SaveAsync(stopping);
                return outcome;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
                continue;
            }
        }
    }
}

internal static class PeopleLookups
{
    public static Task<Person?> FindPersonAsync(this OpsDb db, PersonId id, CancellationToken stopping) =>
        db.Persons.Include(person => person.Duties).SingleOrDefaultAsync(person => person.Id == id, stopping);

    public static Task<List<Account>> AccountsOfAsync(this OpsDb db, PersonId id, CancellationToken stopping) =>
        db.Users.Where(account => account.PersonId == id).ToListAsync(stopping);

    /// <summary>Whether an administrator who can sign in is left when one account, or one person, no longer counts.</summary>
    public static Task<bool> AnotherAdministratorAsync(this OpsDb db, Guid? withoutAccount, PersonId? withoutPerson, CancellationToken stopping) =>
        db.Users.AnyAsync(account => account.Id != withoutAccount && account.PersonId != withoutPerson && account.DisabledAt == null
            && account.Person!.Duties.Any(grant => grant.Duty == Duty.Administrator), stopping);
}

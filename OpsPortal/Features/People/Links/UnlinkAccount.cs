using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Administration;

namespace OpsPortal.Features.People.Links;

/// <summary>Takes an account from a person whose it is not. It then belongs to somebody who has no duty yet. Refused for a person's only account.</summary>
/// <remarks>What was done with it stays recorded as done by the person it was linked to then: taking a link away makes no two human beings of one.</remarks>
public sealed class UnlinkAccount(PeopleDesk desk)
{
    public Task<Outcome<Person>> RunAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<Person>(by, "account.unlink-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (PeopleRefusals.Linking(by, account.PersonId) is { } own) return own;
            if (await unit.Db.FindPersonAsync(account.PersonId, stopping) is not { } person) return PeopleRefusals.NoSuchPerson;
            var accounts = await unit.Db.AccountsOfAsync(person.Id, stopping);
            if (accounts.Count == 1) return PeopleRefusals.LastAccount(person.Name);
            if (person.Has(Duty.Administrator) && !await unit.Db.AnotherAdministratorAsync(id, null, stopping)) return PeopleRefusals.LastAdministrator;
            accounts.ForEach(AccountUnit.Renew);
            var other = new Person { Id = PersonId.New(desk.Now), Name = OneLine.Of(account.Email ?? "Somebody", Person.MaxNameLength), CreatedAt = desk.Now };
            unit.Db.Persons.Add(other);
            account.PersonId = other.Id;
            unit.Db.Record(new(by, desk.Now, "account.unlinked", account.Email ?? "", new { person = person.Id.ToString(), name = person.Name }, new { person = other.Id.ToString(), name = other.Name }));
            return other;
        }, stopping);
}

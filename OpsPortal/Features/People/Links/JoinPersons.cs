using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Administration;

namespace OpsPortal.Features.People.Links;

/// <summary>Gives an account that is there already to the person it really belongs to. Every session of both ends.</summary>
/// <remarks>A person left without an account loses the duties, which otherwise nobody would hold; what was recorded of that person stays.</remarks>
public sealed class JoinPersons(PeopleDesk desk)
{
    public Task<Outcome<Account>> RunAsync(Actor by, Guid id, PersonId to, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.link-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (PeopleRefusals.Linking(by, to, account.PersonId) is { } own) return own;
            if (await unit.Db.FindPersonAsync(to, stopping) is not { } person || await unit.Db.FindPersonAsync(account.PersonId, stopping) is not { } former) return PeopleRefusals.NoSuchPerson;
            if (former.Id == to) return PeopleRefusals.AlreadyLinked(account.Email ?? "", person.Name);
            if (former.Has(Duty.Administrator) && !person.Has(Duty.Administrator) && !await unit.Db.AnotherAdministratorAsync(id, null, stopping)) return PeopleRefusals.LastAdministrator;
            var left = await unit.Db.AccountsOfAsync(former.Id, stopping);
            left.ForEach(AccountUnit.Renew);
            (await unit.Db.AccountsOfAsync(to, stopping)).ForEach(AccountUnit.Renew);
            account.PersonId = to;
            unit.Db.Record(new(by, desk.Now, "account.linked", account.Email ?? "", new { person = former.Id.ToString(), name = former.Name }, new { person = to.ToString(), name = person.Name }));
            if (left.Count == 1 && former.Duties.Count > 0)
            {
                unit.Db.Record(new(by, desk.Now, "duty.revoked", former.Name, new { person = former.Id.ToString(), duties = former.Duties.Select(grant => grant.Duty).ToArray() }, new { person = former.Id.ToString(), duties = Array.Empty<Duty>() }));
                former.Duties.Clear();
            }

            return account;
        }, stopping);
}

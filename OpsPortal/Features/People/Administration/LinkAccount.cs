using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>Gives a person one more account. Nobody does that for himself, and no machine does it. Duties are the person's, so it may do what his or her other accounts may do.</summary>
public sealed class LinkAccount(PeopleDesk desk)
{
    public Task<Outcome<NewAccount>> RunAsync(Actor by, PersonId id, string email, CancellationToken stopping) =>
        desk.RunAsync<NewAccount>(by, "account.link-refused", email, async unit =>
        {
            if (PeopleRefusals.Linking(by, id) is { } own) return own;
            if (await unit.Db.FindPersonAsync(id, stopping) is not { } person) return PeopleRefusals.NoSuchPerson;
            var password = NewPeople.OneTimePassword();
            if ((await unit.AddAccountAsync(id, email, password, mustChange: true, desk.Now)).Refusal is { } why) return why;
            (await unit.Db.AccountsOfAsync(id, stopping)).ForEach(AccountUnit.Renew);
            unit.Db.Record(new(by, desk.Now, "account.linked", email.Trim(), After: new { person = id.ToString(), name = person.Name }));
            return new NewAccount(id, email.Trim(), password);
        }, stopping);
}

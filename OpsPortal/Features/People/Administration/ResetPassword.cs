using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Administration;

/// <summary>Replaces a forgotten password by a one-time password, lifts a lock and ends every session. One's own is changed, not reset.</summary>
public sealed class ResetPassword(PeopleDesk desk)
{
    public Task<Outcome<NewAccount>> RunAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<NewAccount>(by, "account.password-reset-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (account.PersonId == by.Person) return PeopleRefusals.OwnAccount;
            var password = NewPeople.OneTimePassword();
            if (await unit.SetPasswordAsync(account, password, mustChange: true) is { } why) return why;
            account.LockoutEnd = null;
            account.AccessFailedCount = 0;
            unit.Db.Record(new(by, desk.Now, "account.password-reset", account.Email!));
            return new NewAccount(account.PersonId, account.Email!, password);
        }, stopping);
}

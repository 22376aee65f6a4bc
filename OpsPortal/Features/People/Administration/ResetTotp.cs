using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>Takes the second step off an account whose owner lost the phone. Not one's own: that needs the password.</summary>
public sealed class ResetTotp(PeopleDesk desk)
{
    public Task<Outcome<Account>> RunAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.totp-reset-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (account.PersonId == by.Person) return PeopleRefusals.OwnAccount;
            if (!account.TwoFactorEnabled) return PeopleRefusals.TotpOff;
            account.TurnTotpOff();
            AccountUnit.Renew(account);
            unit.Db.Record(new(by, desk.Now, "account.totp-reset", account.Email!, new { totp = true }, new { totp = false }));
            return account;
        }, stopping);
}

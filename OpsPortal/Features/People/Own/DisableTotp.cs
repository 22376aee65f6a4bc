using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Own;

/// <summary>Turns the second step of one's own account off. Needs the password.</summary>
public sealed class DisableTotp(OwnAccount own)
{
    public Task<Outcome<Account>> RunAsync(Actor by, string password, CancellationToken stopping) =>
        own.RunAsync<Account>(by, password, (unit, account) =>
        {
            if (!account.TwoFactorEnabled) return Task.FromResult<Outcome<Account>>(PeopleRefusals.TotpOff);
            account.TurnTotpOff();
            unit.Db.Record(new(by, own.Now, "account.totp-disabled", account.Email!, new { totp = true }, new { totp = false }));
            return Task.FromResult<Outcome<Account>>(account);
        }, stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Administration;

/// <summary>Stops an account from signing in and ends its sessions. Refused for the last administrator's.</summary>
public sealed class DisableAccount(PeopleDesk desk)
{
    public Task<Outcome<Account>> RunAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.disable-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (account.DisabledAt is not null) return PeopleRefusals.AlreadyDisabled;
            if (!await unit.Db.AnotherAdministratorAsync(id, null, stopping)) return PeopleRefusals.LastAdministrator;
            account.DisabledAt = desk.Now;
            AccountUnit.Renew(account);
            unit.Db.Record(new(by, desk.Now, "account.disabled", account.Email!, new { disabled = false }, new { disabled = true }));
            return account;
        }, stopping);
}

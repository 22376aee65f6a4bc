using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Administration;

/// <summary>Lets a disabled account sign in again.</summary>
public sealed class EnableAccount(PeopleDesk desk)
{
    public Task<Outcome<Account>> RunAsync(Actor by, Guid id, CancellationToken stopping) =>
        desk.RunAsync<Account>(by, "account.enable-refused", id.ToString(), async unit =>
        {
            if (await unit.Db.Users.FindAsync([id], stopping) is not { } account) return PeopleRefusals.NoSuchAccount;
            if (account.DisabledAt is null) return PeopleRefusals.NotDisabled;
            account.DisabledAt = null;
            unit.Db.Record(new(by, desk.Now, "account.enabled", account.Email!, new { disabled = true }, new { disabled = false }));
            return account;
        }, stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Own;

/// <summary>Changes one's own password and signs the account out everywhere else.</summary>
public sealed class ChangePassword(OwnAccount own)
{
    public Task<Outcome<Account>> RunAsync(Actor by, string current, string chosen, CancellationToken stopping) =>
        own.RunAsync<Account>(by, current, async (unit, account) =>
        {
            if (current == chosen) return PeopleRefusals.PasswordUnchanged;
            if (await unit.SetPasswordAsync(account, chosen, mustChange: false) is { } weak) return weak;
            unit.Db.Record(new(by, own.Now, "account.password-changed", account.Email!));
            return account;
        }, stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Own;

/// <summary>One's own account, for the acts that need the current password again. Wrong ones count towards the lock.</summary>
public sealed class OwnAccount(AccountUnits units, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Runs <paramref name="act"/> on the account the actor is signed in with, if the password is right; saves if it is done.</summary>
    public async Task<Outcome<T>> RunAsync<T>(Actor by, string password, Func<AccountUnit, Account, Task<Outcome<T>>> act, CancellationToken stopping)
    {
        if (by.Person is null || !by.May(Permissions.PortalUse)) return PeopleRefusals.NotPermitted;
        await using var unit = units.Open();
        if (await unit.Users.FindByEmailAsync(by.Account) is not { } account || account.PersonId != by.Person) return PeopleRefusals.NoSuchAccount;
        if (!account.MayTry(Now)) return PeopleRefusals.TooManyAttempts;
        if (password.Length > PasswordRules.MaxLength || !await unit.Users.CheckPasswordAsync(account, password))
        {
            unit.Db.Record(new(by, Now, "account.password-wrong", by.Account));
            if (account.CountFailure(Now)) unit.Db.Record(new(by, Now, "account.locked", by.Account, After: new { until = account.LockoutEnd }));
            await unit.Db.SaveChangesAsync(stopping);
            return PeopleRefusals.PasswordWrong;
        }

        var outcome = await act(unit, account);
        if (outcome is Outcome<T>.Done) await unit.SaveAsync(stopping);
        return outcome;
    }
}

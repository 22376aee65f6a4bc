using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Demo;

namespace OpsPortal.Features.People.Access;

/// <summary>First step: e-mail and password.</summary>
/// <remarks>Whatever is wrong, the answer and the time it takes are the same: nobody learns which accounts exist.</remarks>
public sealed class SignIn(AccountUnits units, SignInThrottle throttle, IHostEnvironment environment, TimeProvider clock, ILogger<SignIn> log)
{
    /// <summary>A hash to compare with where there is no account, or none with a password, so that the answer takes as long.</summary>
    private static readonly Account NoAccount = new();

    public async Task<Outcome<SignInStep>> RunAsync(HttpContext request, string email, string password)
    {
        if (!throttle.Admits(request.Connection.RemoteIpAddress)) return PeopleRefusals.TooManyAttempts;
        await using var unit = units.Open();
        var at = clock.GetUtcNow();
        var account = password.Length <= PasswordRules.MaxLength ? await unit.Users.FindByEmailAsync(email.Trim()) : null;
        var right = await IsRightAsync(unit, account, password);
        if (account is null || !account.MayTry(at) || !right)
            return await FailAsync(unit, request, account, email.Trim(), at);

        if (!account.TwoFactorEnabled) return await unit.ContinueAsync(request, account, codeGiven: false, at);
        await PendingSignIn.RememberAsync(request, account, codeGiven: false);
        return SignInStep.Code;
    }

    private async Task<bool> IsRightAsync(AccountUnit unit, Account? account, string password)
    {
        if (account?.PasswordHash is null)
        {
            unit.Users.PasswordHasher.HashPassword(NoAccount, password);
            return false;
        }

        // A demo database taken into production must not open with a password that stands in the manual.
        return await unit.Users.CheckPasswordAsync(account, password) && (environment.IsDevelopment() || password != DemoPeople.Password);
    }

    private async Task<Outcome<SignInStep>> FailAsync(AccountUnit unit, HttpContext request, Account? account, string email, DateTimeOffset at)
    {
        // What was typed may be a password in the wrong field: only what looks like an address is kept.
        var tried = account?.Email ?? (email.Contains('@', StringComparison.Ordinal) && email.Length <= 256 ? email : "");
        var nobody = Actors.Nobody with { Account = tried, From = request.From() };
        var locked = account is not null && account.MayTry(at) && account.CountFailure(at);
        unit.Db.Record(new(nobody, at, "account.sign-in-failed", tried.Length == 0 ? "unknown account" : tried));
        if (locked) unit.Db.Record(new(nobody, at, "account.locked", tried, After: new { until = account!.LockoutEnd }));
        try
        {
            await unit.Db.SaveChangesAsync(request.RequestAborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another attempt on the same account was counted at the same moment; this one told the caller nothing either.
            log.AttemptsCollided(tried);
        }

        if (locked) log.AccountLocked(tried, Account.LockedFor);
        return PeopleRefusals.SignInFailed;
    }
}

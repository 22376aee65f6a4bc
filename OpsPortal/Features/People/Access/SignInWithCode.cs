using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Access;

/// <summary>Second step: a code from the authenticator app, or a recovery code, which then is used up.</summary>
public sealed class SignInWithCode(AccountUnits units, SignInThrottle throttle, TimeProvider clock, ILogger<SignInWithCode> log)
{
    public async Task<Outcome<SignInStep>> RunAsync(HttpContext request, string code)
    {
        if (!throttle.Admits(request.Connection.RemoteIpAddress)) return PeopleRefusals.TooManyAttempts;
        var at = clock.GetUtcNow();
        await using var unit = units.Open();
        if (await PendingSignIn.ReadAsync(request) is not { } pending || await pending.FindAsync(unit, at) is not { TotpSecret: { } secret } account)
            return PeopleRefusals.SignInExpired;

        var nobody = Actors.Nobody with { Account = account.Email!, From = request.From() };
        var recovery = TwoStep.Hash(code);
        if (TwoStep.Accept(secret, code, at, account.TotpStep) is { } step)
        {
            account.TotpStep = step;
        }
        else if (account.RecoveryCodes.Contains(recovery))
        {
            account.RecoveryCodes = [.. account.RecoveryCodes.Where(left => left != recovery)];
            unit.Db.Record(new(nobody, at, "account.recovery-code-used", account.Email!, After: new { left = account.RecoveryCodes.Count }));
        }
        else
        {
            return await FailAsync(unit, account, nobody, at, request.RequestAborted);
        }

        try
        {
            return await unit.ContinueAsync(request, account, codeGiven: true, at);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The same code arrived twice at the same moment: it works once.
            log.AttemptsCollided(account.Email!);
            return PeopleRefusals.CodeWrong;
        }
    }

    private async Task<Outcome<SignInStep>> FailAsync(AccountUnit unit, Account account, Actor nobody, DateTimeOffset at, CancellationToken stopping)
    {
        unit.Db.Record(new(nobody, at, "account.code-wrong", account.Email!));
        var locked = account.CountFailure(at);
        if (locked)
        {
            unit.Db.Record(new(nobody, at, "account.locked", account.Email!, After: new { until = account.LockoutEnd }));
            log.AccountLocked(account.Email!, Account.LockedFor);
        }

        try
        {
            await unit.Db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            log.AttemptsCollided(account.Email!);
        }

        return locked ? PeopleRefusals.SignInExpired : PeopleRefusals.CodeWrong;
    }
}

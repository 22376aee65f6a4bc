using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>Both steps of signing in at once: the device has checked finger, face or PIN, and knows the account by itself.</summary>
internal sealed class SignInWithPasskey(AccountUnits units, SignInThrottle throttle, PasskeyDesk desk, TimeProvider clock, ILogger<SignInWithPasskey> log)
{
    public async Task<Outcome<PasskeyQuestion>> AskAsync(HttpContext request)
    {
        if (!throttle.Admits(request.Connection.RemoteIpAddress)) return PeopleRefusals.TooManyAttempts;
        await using var unit = units.Open();
        return await desk.AskAsync(unit, request, CeremonyKind.SignIn, null);
    }

    public async Task<Outcome<SignInStep>> RunAsync(HttpContext request, PasskeyAnswer answer)
    {
        if (!throttle.Admits(request.Connection.RemoteIpAddress)) return PeopleRefusals.TooManyAttempts;
        var at = clock.GetUtcNow();
        await using var unit = units.Open();
        var judged = await desk.JudgeAsync(unit, request, CeremonyKind.SignIn, null, answer);
        if (judged is Outcome<Account>.Done(var account) && account.MayTry(at))
        {
            try
            {
                return await unit.ContinueAsync(request, account, codeGiven: true, at, "passkey");
            }
            catch (DbUpdateConcurrencyException)
            {
                log.AttemptsCollided(account.Email ?? "");
                return PasskeyRefusals.TookTooLong;
            }
        }

        // Who is refused learns nothing of the account; a passkey cannot be guessed, so nothing counts towards a lock.
        await using var noted = units.Open();
        var tried = (judged as Outcome<Account>.Done)?.Value.Email ?? "";
        noted.Db.Record(new(Actors.Nobody with { Account = tried, From = request.From() }, at, "account.sign-in-failed", tried.Length == 0 ? "unknown account" : tried, After: new { way = "passkey", refused = judged.Refusal?.Code ?? "account.may-not-sign-in" }));
        await noted.Db.SaveChangesAsync(request.RequestAborted);
        return judged.Refusal ?? PasskeyRefusals.NotRight;
    }
}

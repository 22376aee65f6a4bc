using System.Net;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Passkeys;

namespace OpsPortal.Features.People.StepUps;

/// <summary>Lets somebody who is signed in show once more who he or she is. Good for five minutes and one decision.</summary>
/// <remarks>Wrong answers count towards the lock of the account and towards the attempts of the address, as at sign-in; every attempt is audited.</remarks>
public sealed class ConfirmIdentity(AccountUnits units, SignInThrottle throttle, TimeProvider clock, ILogger<ConfirmIdentity> log)
{
    public Task<Outcome<StepUp>> WithPasswordAsync(ActingSession by, string password, CancellationToken stopping) =>
        RunAsync(by, StepUpMethod.Password, async (unit, account, _) =>
            password.Length <= PasswordRules.MaxLength && account.PasswordHash is not null && await unit.Users.CheckPasswordAsync(account, password) ? null : PeopleRefusals.PasswordWrong, stopping);

    /// <summary>With a code of the authenticator app. Recovery codes are for when the phone is lost, and only sign in.</summary>
    public Task<Outcome<StepUp>> WithCodeAsync(ActingSession by, string code, CancellationToken stopping) =>
        RunAsync(by, StepUpMethod.Totp, (_, account, at) =>
        {
            if (account.TotpSecret is not { } secret) return Task.FromResult<Refusal?>(PeopleRefusals.TotpOff);
            if (TwoStep.Accept(secret, code, at, account.TotpStep) is not { } step) return Task.FromResult<Refusal?>(PeopleRefusals.CodeWrong);
            account.TotpStep = step;
            return Task.FromResult<Refusal?>(null);
        }, stopping);

    /// <summary>What every method shares: who may, whether the account is locked, what a failure costs, what is kept.</summary>
    /// <param name="judge">Null where the person has shown it.</param>
    internal async Task<Outcome<StepUp>> RunAsync(ActingSession by, StepUpMethod method, Func<AccountUnit, Account, DateTimeOffset, Task<Refusal?>> judge, CancellationToken stopping)
    {
        if (by.Confirming() is { } machine) return machine;
        if (!throttle.Admits(IPAddress.TryParse(by.Actor.From, out var from) ? from : null)) return PeopleRefusals.TooManyAttempts;
        for (var attempt = 1; ; attempt++)
        {
            await using var unit = units.Open();
            try
            {
                return await JudgeAsync(unit, by, method, judge, stopping);
            }
            catch (DbUpdateConcurrencyException) when (attempt < 3)
            {
                // Another attempt on the same account was counted at the same moment; this one is judged again on what is true now.
                log.AttemptsCollided(by.Actor.Account);
            }
        }
    }

    /// <summary>Whoever had nothing to answer with, or was too slow, has guessed nothing.</summary>
    private static bool IsWrong(Refusal why) => why == PeopleRefusals.PasswordWrong || why == PeopleRefusals.CodeWrong || why == PasskeyRefusals.NotRight;

    private async Task<Outcome<StepUp>> JudgeAsync(AccountUnit unit, ActingSession by, StepUpMethod method, Func<AccountUnit, Account, DateTimeOffset, Task<Refusal?>> judge, CancellationToken stopping)
    {
        var at = clock.GetUtcNow();
        if (by.Actor.Person is not { } person || await unit.Users.FindByEmailAsync(by.Actor.Account) is not { DisabledAt: null } account || account.PersonId != person) return PeopleRefusals.NoSuchAccount;
        if (account.IsLocked(at)) return PeopleRefusals.AccountLocked;
        if (await judge(unit, account, at) is { } why)
        {
            unit.Db.Record(new(by.Actor, at, "account.step-up-failed", by.Actor.Account, After: new { method, refused = why.Code }));
            if (!IsWrong(why) || !account.CountFailure(at))
            {
                await unit.Db.SaveChangesAsync(stopping);
                return why;
            }

            unit.Db.Record(new(by.Actor, at, "account.locked", by.Actor.Account, After: new { until = account.LockoutEnd }));
            await unit.Db.SaveChangesAsync(stopping);
            log.AccountLocked(by.Actor.Account, Account.LockedFor);
            return PeopleRefusals.AccountLocked;
        }

        account.CountConfirmation(at, isCode: method == StepUpMethod.Totp);
        var kept = new KeptStepUp { Id = Guid.CreateVersion7(at), Person = person, Account = account.Id, Method = method, At = at };
        var stale = at - StepUp.Lasts;
        unit.Db.RemoveRange(await unit.Db.Set<KeptStepUp>().Where(old => old.Account == account.Id && old.UsedAt == null && old.At < stale).Take(100).ToListAsync(stopping));
        unit.Db.Add(kept);
        unit.Db.Record(new(by.Actor, at, "account.stepped-up", by.Actor.Account, After: new { method, stepUp = kept.Id }));
        await unit.Db.SaveChangesAsync(stopping);
        return kept.ToStepUp();
    }
}

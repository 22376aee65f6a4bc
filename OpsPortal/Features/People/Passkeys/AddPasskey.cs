using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>Adds a passkey to the account that is signed in. Needs a step-up, so that nobody adds one at somebody's open screen.</summary>
/// <remarks>An account that has nothing yet to step up with, because the identity provider signs it in, adds its first within ten minutes of signing in.</remarks>
internal sealed class AddPasskey(AccountUnits units, PasskeyDesk desk, TimeProvider clock)
{
    public static readonly TimeSpan FirstWithin = TimeSpan.FromMinutes(10);

    public Task<Outcome<PasskeyQuestion>> AskAsync(HttpContext request, ActingSession by, Guid? stepUp) => RunAsync<PasskeyQuestion>(by, stepUp, async (unit, account, _) =>
        (await unit.Users.GetPasskeysAsync(account)).Count >= PasskeyConfiguration.MostOfOne ? PasskeyRefusals.TooMany : await desk.AskForNewAsync(unit, request, account, by.Actor.Name), request.RequestAborted);

    /// <summary>Uses the step-up up.</summary>
    public Task<Outcome<PasskeyRow>> RunAsync(HttpContext request, ActingSession by, Guid? stepUp, string name, PasskeyAnswer answer) => RunAsync<PasskeyRow>(by, stepUp, async (unit, account, session) =>
    {
        var at = clock.GetUtcNow();
        if (OwnPasskeys.NameFault(name) is { } fault) return fault;
        var judged = await desk.JudgeNewAsync(unit, request, account, answer);
        if (judged is not Outcome<UserPasskeyInfo>.Done(var made)) return judged.Refusal ?? PasskeyRefusals.NotRight;
        if (session.StepUp is { } shown && await StepUpBook.UseAsync(unit.Db, shown, "passkey added", at, request.RequestAborted) is { } used) return used;
        var kept = new IdentityUserPasskey<Guid>
        {
            UserId = account.Id,
            CredentialId = made.CredentialId,
            Data = new()
            {
                PublicKey = made.PublicKey,
                Name = name.Trim(),
                CreatedAt = at,
                SignCount = made.SignCount,
                Transports = made.Transports,
                IsUserVerified = made.IsUserVerified,
                IsBackupEligible = made.IsBackupEligible,
                IsBackedUp = made.IsBackedUp,
                AttestationObject = made.AttestationObject,
                ClientDataJson = made.ClientDataJson,
            },
        };
        unit.Db.Add(kept);
        unit.Db.Record(new(by.Actor, at, "account.passkey-added", account.Email ?? "", null, new { passkey = kept.Data.Name }));
        await unit.Db.SaveChangesAsync(request.RequestAborted);
        return OwnPasskeys.Row(kept);
    }, request.RequestAborted);

    private async Task<Outcome<T>> RunAsync<T>(ActingSession by, Guid? stepUp, Func<AccountUnit, Account, ActingSession, Task<Outcome<T>>> act, CancellationToken stopping)
    {
        if (by.Confirming() is { } machine) return machine;
        await using var unit = units.Open();
        if (await unit.Users.FindByEmailAsync(by.Actor.Account) is not { DisabledAt: null } account || account.PersonId != by.Actor.Person) return PeopleRefusals.NoSuchAccount;
        var session = await by.WithAsync(unit.Db, stepUp, stopping);
        if (!await IsFirstAsync(unit, account) && session.Authorising(clock.GetUtcNow()) is { } why) return why;
        try
        {
            return await act(unit, account, session);
        }
        catch (DbUpdateConcurrencyException fault) when (StepUpBook.IsTwice(fault))
        {
            return DutyRefusals.StepUpUsed();
        }
    }

    private async Task<bool> IsFirstAsync(AccountUnit unit, Account account) =>
        account is { PasswordHash: null, TotpSecret: null } && account.LastSignInAt + FirstWithin > clock.GetUtcNow() && (await unit.Users.GetPasskeysAsync(account)).Count == 0;
}

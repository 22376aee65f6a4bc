using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.StepUps;

namespace OpsPortal.Features.People.Passkeys;

/// <summary>A step-up with a passkey of the account that is signed in.</summary>
internal sealed class ConfirmWithPasskey(ConfirmIdentity confirm, PasskeyDesk desk, AccountUnits units)
{
    /// <summary>What the browser needs. Refused to machines, and where the account has no passkey.</summary>
    public async Task<Outcome<PasskeyQuestion>> AskAsync(HttpContext request, ActingSession by, CancellationToken stopping)
    {
        if (by.Confirming() is { } machine) return machine;
        await using var unit = units.Open();
        if (await unit.Users.FindByEmailAsync(by.Actor.Account) is not { DisabledAt: null } account || account.PersonId != by.Actor.Person) return PeopleRefusals.NoSuchAccount;
        if ((await unit.Users.GetPasskeysAsync(account)).Count == 0) return PasskeyRefusals.None;
        return await desk.AskAsync(unit, request, CeremonyKind.StepUp, account);
    }

    public Task<Outcome<StepUp>> RunAsync(HttpContext request, ActingSession by, PasskeyAnswer answer, CancellationToken stopping) =>
        confirm.RunAsync(by, StepUpMethod.Passkey, async (unit, account, _) => (await desk.JudgeAsync(unit, request, CeremonyKind.StepUp, account.Id, answer)).Refusal, stopping);
}

using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People.Accounts;

namespace OpsPortal.Features.People.Access;

/// <summary>Last step where somebody else chose the password: the person chooses one that only he or she knows.</summary>
public sealed class ChooseNewPassword(AccountUnits units, TimeProvider clock)
{
    public async Task<Outcome<SignInStep>> RunAsync(HttpContext request, string password)
    {
        var at = clock.GetUtcNow();
        await using var unit = units.Open();
        if (await PendingSignIn.ReadAsync(request) is not { } pending || await pending.FindAsync(unit, at) is not { MustChangePassword: true } account)
            return PeopleRefusals.SignInExpired;
        if (account.TwoFactorEnabled && !pending.CodeGiven) return PeopleRefusals.SignInExpired;
        if (await unit.Users.CheckPasswordAsync(account, password)) return PeopleRefusals.PasswordUnchanged;
        if (await unit.SetPasswordAsync(account, password, mustChange: false) is { } weak) return weak;

        var self = (await unit.Claims.CreateAsync(account)).ToActor(request.From());
        unit.Db.Record(new(self, at, "account.password-changed", account.Email!));
        return await unit.ContinueAsync(request, account, pending.CodeGiven, at);
    }
}

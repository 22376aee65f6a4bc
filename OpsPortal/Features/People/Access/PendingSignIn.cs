using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Features.People.Accounts;
using OpsPortal.Features.People.Traces;

namespace OpsPortal.Features.People.Access;

/// <summary>What a person has still to do after the step just passed.</summary>
public enum SignInStep
{
    Done,

    /// <summary>Give a code at <c>/sign-in/two-factor</c>.</summary>
    Code,

    /// <summary>Choose a password at <c>/sign-in/new-password</c>.</summary>
    NewPassword,
}

/// <summary>A sign-in half way through: remembered in a short-lived, encrypted cookie that opens nothing.</summary>
/// <param name="Stamp">The account's security stamp when the password was right; a change since voids the steps passed.</param>
/// <param name="CodeGiven">The second step is passed.</param>
internal sealed record PendingSignIn(Guid Account, string Stamp, bool CodeGiven)
{
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    private const string Scheme = "opsportal.sign-in";
    private const string CodeClaim = "opsportal:code-given";

    public static string CookieScheme => Scheme;

    public static Task RememberAsync(HttpContext request, Account account, bool codeGiven) =>
        request.SignInAsync(Scheme, new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, account.Id.ToString()),
            new(ClaimTypes.Sid, account.SecurityStamp ?? ""),
            new(CodeClaim, codeGiven.ToString(CultureInfo.InvariantCulture)),
        ], Scheme)));

    /// <summary>The sign-in this browser is half way through; null when there is none or it took too long.</summary>
    public static async Task<PendingSignIn?> ReadAsync(HttpContext request) =>
        (await request.AuthenticateAsync(Scheme)).Principal is { } pending && Guid.TryParse(pending.FindFirstValue(ClaimTypes.NameIdentifier), out var account)
            ? new(account, pending.FindFirstValue(ClaimTypes.Sid) ?? "", bool.TryParse(pending.FindFirstValue(CodeClaim), out var given) && given)
            : null;

    /// <summary>The account, if it may still go on.</summary>
    public async Task<Account?> FindAsync(AccountUnit unit, DateTimeOffset at) =>
        await unit.Users.FindByIdAsync(Account.ToString()) is { } account && account.MayTry(at) && account.SecurityStamp == Stamp ? account : null;
}

/// <summary>The last steps, the same after a password, a code and a new password.</summary>
internal static class SignInEnd
{
    /// <summary>Asks for a new password where one is due; else signs in, audited. Saves.</summary>
    /// <param name="way">With what: a password, a passkey, the identity provider.</param>
    public static async Task<SignInStep> ContinueAsync(this AccountUnit unit, HttpContext request, Account account, bool codeGiven, DateTimeOffset at, string way = "password")
    {
        if (account.MustChangePassword)
        {
            await unit.SaveAsync(request.RequestAborted);
            await PendingSignIn.RememberAsync(request, account, codeGiven);
            return SignInStep.NewPassword;
        }

        account.CountSuccess(at);
        var principal = await unit.Claims.CreateAsync(account);
        unit.Db.Record(new(principal.ToActor(request.From()), at, "account.signed-in", account.Email!, After: new { secondStep = codeGiven, way }));
        await unit.SaveAsync(request.RequestAborted);
        await SignInTraces.KeepAsync(request, account.Id, at);
        await request.SignOutAsync(PendingSignIn.CookieScheme);
        await request.SignInAsync(IdentityConstants.ApplicationScheme, principal);
        return SignInStep.Done;
    }
}

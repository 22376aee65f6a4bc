using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace OpsPortal.Features.People.Access;

/// <summary>Asks once a minute, and at once where a session of the person was just ended, whether the session in a cookie still holds, and renews the duties it carries.</summary>
/// <remarks>Identity's own check signs out of schemes that this portal does not have, and fails on them.</remarks>
internal static class SessionCheck
{
    /// <summary>How soon a session ends whose account lost a duty, its password or its right to sign in.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public static async Task ValidateAsync(CookieValidatePrincipalContext session)
    {
        var services = session.HttpContext.RequestServices;
        var isFresh = session.Options.TimeProvider!.GetUtcNow() - session.Properties.IssuedUtc < Every;
        if (isFresh && !services.GetRequiredService<SessionWatch>().MayHaveEnded(session.Principal?.PersonOf(), session.Properties.IssuedUtc)) return;
        if (await services.GetRequiredService<SignInManager<Account>>().ValidateSecurityStampAsync(session.Principal) is { DisabledAt: null } account)
        {
            session.ReplacePrincipal(await services.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account));
            session.ShouldRenew = true;
            return;
        }

        session.RejectPrincipal();
        await session.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}

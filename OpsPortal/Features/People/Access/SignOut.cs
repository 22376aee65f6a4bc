using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Storage;

namespace OpsPortal.Features.People.Access;

/// <summary>Ends the session of this browser.</summary>
public sealed class SignOut(OpsDb db, TimeProvider clock)
{
    public async Task RunAsync(HttpContext request)
    {
        if (request.Actor() is { Person: not null } person)
        {
            db.Record(new(person, clock.GetUtcNow(), "account.signed-out", person.Account));
            await db.SaveChangesAsync(request.RequestAborted);
        }

        await request.SignOutAsync(IdentityConstants.ApplicationScheme);
        await request.SignOutAsync(PendingSignIn.CookieScheme);
    }
}

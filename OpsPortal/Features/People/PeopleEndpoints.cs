using OpsPortal.Features.People.Access;
using OpsPortal.Features.People.Oidc;
using OpsPortal.Features.People.Passkeys;

namespace OpsPortal.Features.People;

internal static class PeopleEndpoints
{
    public static void MapPeople(this IEndpointRouteBuilder routes)
    {
        routes.MapPasskeySignIn();
        routes.MapOidc();

        // Open to all, because a person without a duty must be able to leave too. No antiforgery token: the session cookie does
        // not travel with a form on another site, and a token kept by a page that was open for days would keep people in.
        routes.MapPost("/sign-out", SignOutAsync).WithName("SignOut").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> SignOutAsync(HttpContext request, SignOut signOut)
    {
        await signOut.RunAsync(request);
        return TypedResults.LocalRedirect("/sign-in?notice=signed-out");
    }
}

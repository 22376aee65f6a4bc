using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.People.Access;

namespace OpsPortal.Features.People.Oidc;

/// <summary>To the identity provider and back. Open to all, because nobody is known yet.</summary>
internal static class OidcEndpoints
{
    public const string Begin = "/sign-in/oidc";

    private const string Back = "/sign-in/oidc/done";

    public static void MapOidc(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Begin, BeginAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Back, BackAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult BeginAsync(HttpContext request, IOptions<OidcOptions> options, SignInThrottle throttle)
    {
        if (!options.Value.IsOn) return Results.NotFound();
        if (!throttle.Admits(request.Connection.RemoteIpAddress)) return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        var to = SignInRoute.Local(request.Request.Query["return"]);
        return Results.Challenge(new AuthenticationProperties { RedirectUri = $"{Back}?return={Uri.EscapeDataString(to)}" }, [OidcScheme.Name]);
    }

    private static async Task<IResult> BackAsync(HttpContext request, SignInWithProvider signIn)
    {
        var outcome = await signIn.RunAsync(request);
        return Results.LocalRedirect(outcome is Outcome<SignInStep>.Done(var step)
            ? SignInRoute.After(step, request.Request.Query["return"])
            : $"/sign-in?notice={Uri.EscapeDataString(outcome.Refusal?.Code ?? "expired")}");
    }
}

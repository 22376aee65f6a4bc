using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace OpsPortal.Features.People.Oidc;

/// <summary>How the portal asks an identity provider who somebody is: code flow with PKCE, and a short-lived cookie of its own that opens nothing.</summary>
internal static class OidcScheme
{
    public const string Name = "oidc";

    /// <summary>Where the provider sends people back to; what has to be registered there.</summary>
    public const string CallbackPath = "/sign-in/oidc/callback";

    /// <summary>What the provider said, until the portal has made up its mind.</summary>
    public const string CookieScheme = "opsportal.oidc";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMinutes(10);

    /// <summary>Does nothing where no provider is set.</summary>
    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder schemes, IConfiguration settings)
    {
        var options = settings.GetSection(OidcOptions.Section).Get<OidcOptions>() ?? new();
        if (!options.IsOn || new OidcOptionsValidator().Validate(null, options).Failed) return schemes;
        return schemes
            .AddCookie(CookieScheme, cookie =>
            {
                cookie.Cookie.Name = CookieScheme;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.ExpireTimeSpan = AnswerWithin;
                cookie.SlidingExpiration = false;
            })
            .AddOpenIdConnect(Name, oidc => Apply(oidc, options));
    }

    private static void Apply(OpenIdConnectOptions oidc, OidcOptions options)
    {
        (oidc.Authority, oidc.ClientId, oidc.ClientSecret) = (options.Authority, options.ClientId, options.ClientSecret.Length > 0 ? options.ClientSecret : null);
        oidc.RequireHttpsMetadata = !new Uri(options.Authority).IsLoopback;
        (oidc.ResponseType, oidc.ResponseMode, oidc.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (oidc.SignInScheme, oidc.CallbackPath) = (CookieScheme, CallbackPath);
        (oidc.MapInboundClaims, oidc.SaveTokens, oidc.GetClaimsFromUserInfoEndpoint) = (false, false, true);
        foreach (var claim in new[] { "email_verified", "preferred_username", options.GroupsClaim }) oidc.ClaimActions.MapJsonKey(claim, claim);
        foreach (var scope in new[] { "email" }.Concat(options.Scopes)) oidc.Scope.Add(scope);
        oidc.RemoteAuthenticationTimeout = AnswerWithin;

        // The provider sends the person back with a plain link, with which lax cookies travel; strict ones would not.
        foreach (var cookie in new[] { oidc.CorrelationCookie, oidc.NonceCookie }) (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        oidc.Events.OnRemoteFailure = failed =>
        {
            failed.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OidcScheme)).ProviderFailed(failed.Failure);
            failed.Response.Redirect("/sign-in?notice=provider-failed");
            failed.HandleResponse();
            return Task.CompletedTask;
        };
    }
}

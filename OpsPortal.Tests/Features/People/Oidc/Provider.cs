using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace OpsPortal.Tests.Features.People.Oidc;

/// <summary>Whom the provider signs in next.</summary>
internal sealed record ProviderPerson(string Subject, string Email, string Name, bool IsVerified, params string[] Groups);

/// <summary>A real OpenID Connect provider on a free port of the loopback, which signs in whoever it is told to without asking.</summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string ClientId = "opsportal", Secret = "not-a-secret-of-anybody";

    private readonly WebApplication _app;

    private Provider(WebApplication app) => _app = app;

    public string Authority { get; private set; } = "";

    public ProviderPerson Person { get; set; } = new("sub-1", "olga@example.org", "Olga Petrova", true, "ops");

    public static async Task<Provider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        Provider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
            server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().RegisterScopes("openid", "profile", "email");
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();

            // Nothing is stored: who may ask is decided here.
            server.EnableDegradedMode().UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/sign-in/oidc/callback", StringComparison.Ordinal) is not true) context.Reject("unauthorized_client");
                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.Request.ClientSecret != Secret) context.Reject("invalid_client");
                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.Principal = (provider ?? throw new InvalidOperationException("Not started.")).Principal(context.Request.GetScopes());
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        provider = new Provider(app);
        await app.StartAsync();
        provider.Authority = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private ClaimsPrincipal Principal(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("provider", "name", "role");
        identity.AddClaim(new("sub", Person.Subject));
        identity.AddClaim(new("name", Person.Name));
        if (Person.Email.Length > 0) identity.AddClaim(new("email", Person.Email));
        identity.AddClaim(new("email_verified", Person.IsVerified ? "true" : "false", ClaimValueTypes.Boolean));
        foreach (var group in Person.Groups) identity.AddClaim(new("groups", group));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetDestinations(_ => [OpenIddictConstants.Destinations.IdentityToken]);
        return principal;
    }
}

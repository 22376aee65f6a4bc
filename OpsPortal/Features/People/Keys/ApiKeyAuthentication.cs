using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.People.Keys;

/// <summary>
/// Signs a machine in by <c>Authorization: Bearer ops_…</c>, by basic auth with the key as password for senders that know only that,
/// by <c>GenieKey</c> as Opsgenie's clients do, where <see cref="TakesKeyHeader"/> by a header of its own, and where <see cref="TakesTokenInAddress"/> by the address.
/// </summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, KeyRing ring)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string TokenParameter = "access_token", KeyHeader = "X-API-Key";

    private static readonly AuthenticateResult Unknown = AuthenticateResult.Fail("The API key is unknown, revoked or expired.");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var token = header.Length > 0 ? null : TakesTokenInAddress(Request) ? Request.Query[TokenParameter].ToString() : TakesKeyHeader(Request) ? Request.Headers[KeyHeader].ToString() : null;
        if (header.Length == 0 && token is null) return AuthenticateResult.NoResult();
        if ((token ?? KeyIn(header)) is not { Length: > 0 and <= KeyHash.MaxKeyLength } text) return Unknown;
        if (await ring.FindAsync(KeyHash.Of(text), Context.RequestAborted) is not { } key) return Unknown;
        key.Used(TimeProvider.GetUtcNow());
        return AuthenticateResult.Success(new(new ClaimsPrincipal(key.Identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = new(["Bearer realm=\"OpsPortal\"", "Basic realm=\"OpsPortal\", charset=\"UTF-8\""]);
        return Task.CompletedTask;
    }

    /// <summary>Who is known may know that there is no such address, as with a cookie; what exists and is closed is said to be closed.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = Context.GetEndpoint() is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>CloudEvents' webhooks may carry their token in the address (RFC 6750, 2.3). Nowhere else: addresses end in logs.</summary>
    public static bool TakesTokenInAddress(HttpRequest request) =>
        request.Path.Equals("/intake/cloudevents", StringComparison.OrdinalIgnoreCase) && request.Query.ContainsKey(TokenParameter);

    /// <summary>OpenFeature's remote evaluation names this header beside the bearer token. No other site can make a browser send it.</summary>
    public static bool TakesKeyHeader(HttpRequest request) => request.Path.StartsWithSegments("/ofrep", StringComparison.OrdinalIgnoreCase) && request.Headers.ContainsKey(KeyHeader);

    private static string? KeyIn(string header)
    {
        const string bearer = "Bearer ", basic = "Basic ", genie = "GenieKey ";
        if (header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)) return header[bearer.Length..].Trim();
        if (header.StartsWith(genie, StringComparison.OrdinalIgnoreCase)) return header[genie.Length..].Trim();
        if (!header.StartsWith(basic, StringComparison.OrdinalIgnoreCase) || header.Length > 1024) return null;
        var decoded = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[basic.Length..].Trim(), decoded, out var length)) return null;
        var pair = Encoding.UTF8.GetString(decoded, 0, length);
        return pair.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? pair[(colon + 1)..] : null;
    }
}

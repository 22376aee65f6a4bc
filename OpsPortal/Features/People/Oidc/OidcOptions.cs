using Microsoft.Extensions.Options;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.People.Oidc;

/// <summary>Signing in through an identity provider by OpenID Connect; section <c>OpsPortal:Oidc</c>. Off while <see cref="Authority"/> is empty.</summary>
public sealed class OidcOptions
{
    public const string Section = "OpsPortal:Oidc";

    /// <summary>As <c>https://login.example.org/realms/main</c>; its configuration is read from <c>/.well-known/openid-configuration</c> below it.</summary>
    public string Authority { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>Empty: a public client, which proves itself by PKCE alone.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>What the button on the sign-in page says it signs in with.</summary>
    public string Name { get; init; } = "single sign-on";

    /// <summary>The claim that has the groups.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>What is asked for besides <c>openid</c>, <c>profile</c> and <c>email</c>.</summary>
    public string[] Scopes { get; init; } = [];

    /// <summary>Which duty each group gives. Whoever is in none of them does not come in, unless somebody linked an account.</summary>
    public Dictionary<string, string> Groups { get; init; } = [];

    public bool IsOn => Authority.Length > 0;

    /// <summary>Every duty that one of these groups gives, and that group; of several the first by name.</summary>
    public IReadOnlyDictionary<Duty, string> DutiesOf(IEnumerable<string> groups)
    {
        var duties = new Dictionary<Duty, string>();
        foreach (var group in groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (Groups.TryGetValue(group, out var name) && Enum.TryParse<Duty>(name, out var duty)) duties.TryAdd(duty, group);
        }

        return duties;
    }
}

internal sealed class OidcOptionsValidator : IValidateOptions<OidcOptions>
{
    public ValidateOptionsResult Validate(string? name, OidcOptions options)
    {
        if (!options.IsOn) return ValidateOptionsResult.Success;
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var url) || (url.Scheme != "https" && !(url.Scheme == "http" && url.IsLoopback)))
            return Fail("Authority", $"{options.Authority} is not an address as https://login.example.org.");
        if (options.ClientId.Length == 0) return Fail("ClientId", "say as what the identity provider knows the portal.");
        return options.Groups.FirstOrDefault(group => !Enum.GetNames<Duty>().Contains(group.Value)) is { Key: { } wrong }
            ? Fail($"Groups:{wrong}", $"{options.Groups[wrong]} is no duty; there are {string.Join(", ", Enum.GetNames<Duty>())}.")
            : ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string setting, string why) => ValidateOptionsResult.Fail($"{OidcOptions.Section}:{setting}: {why}");
}

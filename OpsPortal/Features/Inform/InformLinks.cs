using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Inform;

/// <summary>Addresses of the portal as people outside reach it.</summary>
internal sealed class InformLinks(IOptions<InformOptions> options, IConfiguration settings)
{
    /// <summary>Without a slash at its end.</summary>
    public string Root { get; } = (options.Value.PublicUrl is { Length: > 0 } set ? set : Served(settings["Urls"])).TrimEnd('/');

    /// <summary>Whether somebody has said where readers reach the portal.</summary>
    public bool IsSet => options.Value.PublicUrl.Length > 0;

    public string Status => $"{Root}/status";

    public string To(string path) => Root + path;

    public string Confirm(string token) => $"{Root}/status/confirm/{token}";

    public string Unsubscribe(string token) => $"{Root}/status/unsubscribe/{token}";

    /// <summary>A portal that listens everywhere does not know what it is called.</summary>
    private static string Served(string? urls) => urls?.Split(';')[0] is { Length: > 0 } first && Uri.TryCreate(first, UriKind.Absolute, out var url) && url.Host is not ("0.0.0.0" or "[::]") ? first : "http://localhost:5080";
}

using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Inform;

/// <summary>Addresses of the portal as people outside reach it.</summary>
internal sealed class InformLinks(IOptions<InformOptions> options, IConfiguration settings)
{
    /// <summary>Without a slash at its end.</summary>
    public string Root { get; } = (options.Value.PublicUrl is { Length: > 0 } set ? set : settings["Urls"]?.Split(';')[0] is { Length: > 0 } served ? served : "http://localhost:5080").TrimEnd('/');

    public string Status => $"{Root}/status";

    public string To(string path) => Root + path;

    public string Confirm(string token) => $"{Root}/status/confirm/{token}";

    public string Unsubscribe(string token) => $"{Root}/status/unsubscribe/{token}";
}

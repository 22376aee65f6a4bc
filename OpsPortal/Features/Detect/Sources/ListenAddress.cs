using System.Net;

namespace OpsPortal.Features.Detect.Sources;

/// <summary>Where the portal's extra ports listen: on this machine only where its pages do, else on every address.</summary>
internal static class ListenAddress
{
    public static IPAddress Of(IConfiguration settings)
    {
        var urls = (settings["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls.Length > 0 && Array.TrueForAll(urls, IsLocal) ? IPAddress.Loopback : IPAddress.IPv6Any;
    }

    private static bool IsLocal(string url)
    {
        var host = BindingAddress.Parse(url).Host;
        return host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
    }
}

using System.Net;
using System.Net.Sockets;

namespace OpsPortal.Outgoing;

/// <summary>The address is not one that the portal may connect to.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} is an internal address, and the portal may not connect to it. An administrator can allow it in OpsPortal:Outgoing:Allow.");

/// <summary>
/// Opens connections on somebody's word. The name is resolved once, every address is judged, and the judged address is the
/// one connected to: a name that changes its mind in between gains nothing.
/// </summary>
internal sealed class GuardedConnect(AddressRule rule)
{
    /// <exception cref="AddressRefusedException">No address of the host may be connected to.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken stopping)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, stopping);
        var allowed = addresses.Where(rule.Allows).ToList();
        if (allowed.Count == 0) throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressRefusedException(host);
        return allowed;
    }

    /// <exception cref="AddressRefusedException">No address of the host may be connected to.</exception>
    public async Task<NetworkStream> ConnectAsync(string host, int port, CancellationToken stopping)
    {
        var addresses = await ResolveAsync(host, stopping);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync([.. addresses], port, stopping);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A handler for HTTP whose every connection, redirects included, is guarded.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        UseCookies = false,
        MaxAutomaticRedirections = 5,
        MaxResponseHeadersLength = 64,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectCallback = async (context, stopping) => await ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, stopping),
    };
}

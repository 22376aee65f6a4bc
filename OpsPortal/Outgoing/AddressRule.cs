using System.Net;
using Microsoft.Extensions.Options;

namespace OpsPortal.Outgoing;

/// <summary>Decides which addresses may be connected to.</summary>
internal sealed class AddressRule(IOptions<OutgoingOptions> options)
{
    private static readonly IPNetwork[] Internal =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private readonly IPNetwork[] _allow = [.. options.Value.Allow.Select(network => IPNetwork.Parse(network))];
    private readonly IPNetwork[] _deny = [.. options.Value.Deny.Select(network => IPNetwork.Parse(network))];

    public bool Allows(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (Holds(_deny, address)) return false;
        return Holds(_allow, address) || !Holds(Internal, address);
    }

    private static bool Holds(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));
}

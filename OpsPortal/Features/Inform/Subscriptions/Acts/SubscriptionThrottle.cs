using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Inform.Subscriptions.Acts;

/// <summary>How often anybody may ask for a subscription: from one network address, and all together.</summary>
internal sealed class SubscriptionThrottle(IOptions<InformOptions> options) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly PartitionedRateLimiter<string> _each = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = options.Value.SubscriptionsPerAddress, Window = Window, QueueLimit = 0 }));

    private readonly FixedWindowRateLimiter _together = new(new() { PermitLimit = options.Value.SubscriptionsTogether, Window = Window, QueueLimit = 0 });

    public bool Admits(IPAddress? from)
    {
        using var own = _each.AttemptAcquire(Partition(from));
        if (!own.IsAcquired) return false;
        using var all = _together.AttemptAcquire();
        return all.IsAcquired;
    }

    public void Dispose()
    {
        _each.Dispose();
        _together.Dispose();
    }

    // Whoever has one IPv6 address has the 2^64 of its network.
    private static string Partition(IPAddress? from) => from switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(from.GetAddressBytes().AsSpan(0, 8)),
        _ => from.MapToIPv4().ToString(),
    };
}

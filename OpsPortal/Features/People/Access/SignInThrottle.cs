using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace OpsPortal.Features.People.Access;

/// <summary>At most <see cref="Attempts"/> attempts to sign in from one address in <see cref="Window"/>, whatever the account.</summary>
/// <remarks>A whole team may sit behind one address, so this stops guessing across accounts, not a shift that starts at nine.</remarks>
public sealed class SignInThrottle : IDisposable
{
    public const int Attempts = 60;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new() { PermitLimit = Attempts, Window = Window, QueueLimit = 0 }));

    public bool Admits(IPAddress? from)
    {
        using var lease = _limiter.AttemptAcquire(Partition(from));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // Whoever has one IPv6 address has the 2^64 of its network.
    private static string Partition(IPAddress? from) => from switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(from.GetAddressBytes().AsSpan(0, 8)),
        _ => from.MapToIPv4().ToString(),
    };
}

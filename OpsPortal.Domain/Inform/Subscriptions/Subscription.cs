using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Destinations;

namespace OpsPortal.Domain.Inform.Subscriptions;

/// <summary>Somebody outside who wants to be told of announcements. Nobody is told anything before they have confirmed.</summary>
/// <remarks>All instants are UTC. Of tokens only digests are kept, and, sealed, the one that every message carries.</remarks>
public sealed class Subscription
{
    /// <summary>Most subscriptions of one portal.</summary>
    public const int Most = 100_000;

    /// <summary>How long a confirmation can be given.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromHours(24);

    /// <summary>How soon the same address is sent another confirmation.</summary>
    public static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(10);

    public long Id { get; private set; }

    public DestinationKind Kind { get; init; }

    /// <summary>Digest of kind and address; one address subscribes once.</summary>
    public required string AddressKey { get; init; }

    /// <summary>The mail address, or the host of a webhook.</summary>
    public required string Shown { get; init; }

    /// <summary>Where a webhook goes and what it is signed with, sealed; null for mail.</summary>
    public string? SealedTarget { get; set; }

    /// <summary>The services it is about; empty: all.</summary>
    public IReadOnlyList<ServiceKey> Services { get; private set; } = [];

    /// <summary>What it is to be about once that is confirmed; null: nothing is asked for.</summary>
    public IReadOnlyList<ServiceKey>? Wanted { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: nobody has confirmed yet.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Digest of the token that confirms; null: none is valid.</summary>
    public string? ConfirmDigest { get; private set; }

    public DateTimeOffset? ConfirmUntil { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Digest of the token that ends it.</summary>
    public required string EndDigest { get; init; }

    /// <summary>The token that ends it, sealed, because every message carries it.</summary>
    public required string SealedEndToken { get; init; }

    public int Version { get; private set; }

    public bool IsConfirmed => ConfirmedAt is not null;

    /// <summary>Whether another confirmation may be sent to the address.</summary>
    public bool MayAsk(DateTimeOffset now) => AskedAt == default || now - AskedAt >= AskAgainAfter;

    /// <summary>Asks for what is wanted; it holds once it is confirmed with the token.</summary>
    public void Ask(IReadOnlyList<ServiceKey> wanted, string digest, DateTimeOffset now)
    {
        (Wanted, ConfirmDigest, ConfirmUntil, AskedAt) = ([.. wanted.Distinct()], digest, now + ConfirmWithin, now);
        Version++;
    }

    /// <summary>False, and nothing changes, where it is too late or nothing is asked for.</summary>
    public bool Confirm(DateTimeOffset now)
    {
        if (Wanted is null || ConfirmUntil < now) return false;
        (Services, Wanted, ConfirmDigest, ConfirmUntil) = (Wanted, null, null, null);
        ConfirmedAt ??= now;
        Version++;
        return true;
    }

    /// <summary>Whether something about these services concerns it.</summary>
    /// <param name="services">Empty: it concerns everybody.</param>
    public bool Concerns(IReadOnlyCollection<ServiceKey> services) => services.Count == 0 || Services.Count == 0 || Services.Any(services.Contains);
}

using OpsPortal.Domain.People;

namespace OpsPortal.Features.People;

/// <summary>What a machine signs in with. The key itself is shown once and never stored.</summary>
public sealed class ApiKey
{
    /// <summary>Longest name stored, in characters.</summary>
    public const int MaxNameLength = 120;

    public Guid Id { get; init; }

    /// <summary>As shown, and as the actor's name in the audit trail.</summary>
    public required string Name { get; set; }

    /// <summary>The first characters of the key, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the key, lower-case hex. A key has 256 random bits, so a fast hash is enough.</summary>
    public required string Hash { get; init; }

    /// <summary>The permissions it carries.</summary>
    public required IReadOnlyList<string> Scopes { get; set; }

    public PersonId? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null: does not expire.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>UTC, to the minute; null: never used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

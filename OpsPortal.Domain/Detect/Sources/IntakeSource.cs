using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Detect.Sources;

/// <summary>One integration that sends signals: who it is, how it proves that, and how long it may be silent.</summary>
/// <remarks>All instants are UTC. Secrets are kept as hashes, or sealed where they are needed in full.</remarks>
public sealed class IntakeSource
{
    /// <summary>Longest name of a team, in characters.</summary>
    public const int MaxTeamLength = 120;

    /// <summary>A source may not be asked to speak more often than this.</summary>
    public static readonly TimeSpan ShortestHeartbeat = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan LongestHeartbeat = TimeSpan.FromDays(31);

    /// <summary>Unique; the source of its signals. Lower-case letters, digits, dot and hyphen.</summary>
    public required string Name { get; init; }

    public SourceKind Kind { get; init; }

    /// <summary>The team that looks after it; empty where nobody said.</summary>
    public string Team { get; private set; } = "";

    /// <summary>A source that is switched off is refused.</summary>
    public bool Enabled { get; private set; } = true;

    /// <summary>How long it may be silent, in seconds, before that is an event; null: as long as it likes.</summary>
    public int? HeartbeatSeconds { get; private set; }

    /// <summary>The API key made for it; null: any key that may send signals.</summary>
    public Guid? ApiKey { get; set; }

    /// <summary>SHA-256 of its routing key, lower-case hex; null where its kind has none.</summary>
    public string? RoutingKeyHash { get; set; }

    /// <summary>The first characters of its key, to recognise it by; empty: it has none of its own.</summary>
    public string KeyShown { get; set; } = "";

    /// <summary>The secret its bodies are signed with, sealed; null: they need no signature.</summary>
    public string? SealedSecret { get; set; }

    /// <summary>How its JSON is read, as JSON itself; empty for other kinds.</summary>
    public string Mapping { get; set; } = "";

    /// <summary>Which labels make its signals the same thing, as <see cref="FingerprintRule"/> writes it; empty: its own identity holds.</summary>
    public string Fingerprint { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when its silence is counted: created, or switched on again, or given a heartbeat.</summary>
    public DateTimeOffset ListeningSince { get; private set; }

    /// <summary>When it last spoke, to some seconds; null: never.</summary>
    public DateTimeOffset? LastSignalAt { get; private set; }

    /// <summary>Since when the portal says that it has fallen silent; null: it does not.</summary>
    public DateTimeOffset? SilentSince { get; private set; }

    /// <summary>Raised by every change a person makes.</summary>
    public int Version { get; private set; }

    public static Outcome<IntakeSource> Create(string name, SourceKind kind, string team, DateTimeOffset at)
    {
        if (!IsName(name)) return SourceRefusals.NameInvalid;
        if (team.Trim().Length > MaxTeamLength) return SourceRefusals.TeamTooLong;
        return new IntakeSource { Name = name, Kind = kind, Team = team.Trim(), CreatedAt = at, ListeningSince = at };
    }

    /// <summary>Changes what people may change; refused where the heartbeat is out of bounds, and then nothing changes.</summary>
    public Outcome<IntakeSource> Change(string team, bool enabled, TimeSpan? heartbeat, DateTimeOffset at)
    {
        if (team.Trim().Length > MaxTeamLength) return SourceRefusals.TeamTooLong;
        if (heartbeat is { } every && (every < ShortestHeartbeat || every > LongestHeartbeat)) return SourceRefusals.HeartbeatOutOfBounds;
        var seconds = (int?)heartbeat?.TotalSeconds;
        if (seconds != HeartbeatSeconds || (enabled && !Enabled)) ListeningSince = at;
        (Team, Enabled, HeartbeatSeconds) = (team.Trim(), enabled, seconds);
        Changed();
        return this;
    }

    /// <summary>Sets what makes its signals the same thing; refused where its kind says so itself.</summary>
    public Outcome<IntakeSource> IdentifyBy(FingerprintRule rule)
    {
        if (SourceKinds.KeepsIdentity(Kind)) return SourceRefusals.KeepsIdentity;
        Fingerprint = rule.ToString();
        return this;
    }

    public void Changed() => Version++;

    /// <summary>When its silence becomes an event, given when it last spoke; null: never.</summary>
    public DateTimeOffset? SilentFrom(DateTimeOffset? spokeAt)
    {
        if (!Enabled || HeartbeatSeconds is not { } seconds) return null;
        var since = spokeAt > ListeningSince ? spokeAt.Value : ListeningSince;
        return since.AddSeconds(seconds);
    }

    public static bool IsName(string name) =>
        name.Length is > 0 and <= Signal.MaxSourceLength && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.');
}

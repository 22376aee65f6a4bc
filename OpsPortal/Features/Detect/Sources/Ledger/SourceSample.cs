namespace OpsPortal.Features.Detect.Sources.Ledger;

/// <summary>What a kept sample is of.</summary>
public enum SampleKind
{
    /// <summary>A signal as the portal understood it.</summary>
    Signal,

    /// <summary>A payload that was refused, in whole or in part, and why.</summary>
    Error,

    /// <summary>A payload as it came, to try a mapping on.</summary>
    Payload,
}

/// <summary>One of the last things a source sent. The oldest give way to new ones.</summary>
public sealed class SourceSample
{
    /// <summary>Longest body kept, in characters.</summary>
    public const int MaxBodyLength = 64 * 1024;

    public const int MaxMessageLength = 1000;

    public const int MaxReasonLength = 40;

    public Guid Id { get; init; }

    public required string Source { get; init; }

    public SampleKind Kind { get; init; }

    /// <summary>UTC; when it came.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>A fixed word, as <c>malformed</c>; empty where nothing was wrong.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What the sender was told; empty where nothing was wrong.</summary>
    public string Message { get; init; } = "";

    /// <summary>Secrets taken out, cut where it was long.</summary>
    public string Body { get; init; } = "";

    /// <summary>How many of a kind are kept for each source.</summary>
    public static int Kept(SampleKind kind) => kind == SampleKind.Error ? 50 : 20;
}

/// <summary>What came from a source within one minute.</summary>
public sealed class SourceMinute
{
    public required string Source { get; init; }

    /// <summary>UTC; the minute's beginning.</summary>
    public DateTimeOffset Minute { get; init; }

    /// <summary>Signals that became durable.</summary>
    public long Signals { get; set; }

    /// <summary>Requests or messages refused.</summary>
    public long Errors { get; set; }

    /// <summary>Messages lost because nobody could take them; only where a sender cannot be held.</summary>
    public long Dropped { get; set; }
}

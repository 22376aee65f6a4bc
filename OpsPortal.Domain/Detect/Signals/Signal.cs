namespace OpsPortal.Domain.Detect.Signals;

/// <summary>What a source tells with a signal.</summary>
public enum SignalKind
{
    /// <summary>Its own judgement of a state that begins and ends: an alert.</summary>
    State,

    /// <summary>Something that happened, without an end of its own: a log record, a message.</summary>
    Record,
}

/// <summary>Anything observed, from whatever source, in the one shape the signal path works on.</summary>
/// <param name="Source">The intake it came through, as <c>alertmanager</c>. Fingerprints are compared within one source.</param>
/// <param name="Labels">What identifies it; at least one.</param>
/// <param name="Annotations">What describes it; may change from one signal to the next.</param>
/// <param name="StartsAt">UTC; when the source says the condition began.</param>
/// <param name="EndsAt">UTC; in the future: firing until then unless refreshed. Not in the future: the condition is over.</param>
/// <param name="EndIsAssumed">The source gave no end; <paramref name="EndsAt"/> is the time-out we assumed.</param>
/// <param name="GeneratorUrl">Where the source explains it; empty where it gave none.</param>
public sealed record Signal(
    string Source,
    LabelSet Labels,
    LabelSet Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    bool EndIsAssumed,
    string GeneratorUrl)
{
    /// <summary>Longest source name stored, in characters.</summary>
    public const int MaxSourceLength = 40;

    public SignalKind Kind { get; init; } = SignalKind.State;

    /// <summary>What a record says, in its own words; empty for a state, whose words are its annotations.</summary>
    public string Text { get; init; } = "";

    public bool IsFiring(DateTimeOffset now) => EndsAt > now;
}

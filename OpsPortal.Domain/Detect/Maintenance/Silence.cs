using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Maintenance;

public enum SilenceState
{
    Pending,
    Active,
    Expired,
}

/// <summary>Suppresses the events its matchers hold for, from its start until its end. All instants are UTC.</summary>
/// <remarks>Semantics of Alertmanager: an event is suppressed when <b>all</b> matchers hold; the state follows from the clock alone.</remarks>
public sealed class Silence
{
    /// <summary>Longest author and comment stored, in characters.</summary>
    public const int MaxTextLength = 4000;

    public Guid Id { get; init; }

    /// <summary>At least one, and at least one that an empty label set does not satisfy.</summary>
    public required IReadOnlyList<Matcher> Matchers { get; init; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public required string CreatedBy { get; set; }

    public required string Comment { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; set; }

    public SilenceState StateAt(DateTimeOffset now) =>
        now < StartsAt ? SilenceState.Pending : now < EndsAt ? SilenceState.Active : SilenceState.Expired;

    public bool Covers(LabelSet labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.Matches(labels)) return false;
        }

        return true;
    }
}

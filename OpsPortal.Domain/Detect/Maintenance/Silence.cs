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

    /// <summary>Most matchers of one silence.</summary>
    public const int MaxMatchers = 100;

    /// <summary>Most silences that are active or pending at once; all of them are held in memory.</summary>
    public const int MaxUnexpired = 20_000;

    public Guid Id { get; init; }

    /// <summary>At least one; see <see cref="SilenceDraft.Check"/>.</summary>
    public required IReadOnlyList<Matcher> Matchers { get; init; }

    public DateTimeOffset StartsAt { get; set; }

    public DateTimeOffset EndsAt { get; set; }

    public required string CreatedBy { get; set; }

    public required string Comment { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; set; }

    /// <summary>A new silence from a draft that has been checked. A start in the past becomes now.</summary>
    public static Silence From(SilenceDraft draft, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Matchers = draft.Matchers,
        StartsAt = draft.StartsAt < now ? now : draft.StartsAt,
        EndsAt = draft.EndsAt,
        CreatedBy = draft.CreatedBy,
        Comment = draft.Comment,
        UpdatedAt = now,
    };

    /// <summary>
    /// Whether the draft only changes what may change in place: the same matchers in the same order and, while active, the same
    /// start to the second; while pending, a start that is still to come. An expired silence never changes.
    /// </summary>
    public bool CanBecome(SilenceDraft draft, DateTimeOffset now) => Matchers.SequenceEqual(draft.Matchers) && StateAt(now) switch
    {
        SilenceState.Active => draft.StartsAt.ToUnixTimeSeconds() == StartsAt.ToUnixTimeSeconds(),
        SilenceState.Pending => draft.StartsAt >= now,
        _ => false,
    };

    /// <summary>Takes over what a draft changes; ask <see cref="CanBecome"/> first.</summary>
    public void Become(SilenceDraft draft, DateTimeOffset now)
    {
        if (StateAt(now) == SilenceState.Pending) StartsAt = draft.StartsAt;
        (EndsAt, CreatedBy, Comment) = (draft.EndsAt, draft.CreatedBy, draft.Comment);
        Touch(now);
    }

    /// <summary>Ends it now, or before it began. False, and nothing happens, where it has ended already.</summary>
    public bool Expire(DateTimeOffset now)
    {
        var state = StateAt(now);
        if (state == SilenceState.Expired) return false;
        if (state == SilenceState.Pending) StartsAt = now;
        EndsAt = now;
        Touch(now);
        return true;
    }

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

    private void Touch(DateTimeOffset now)
    {
        UpdatedAt = now;
        Version++;
    }
}

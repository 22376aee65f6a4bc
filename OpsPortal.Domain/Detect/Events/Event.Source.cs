using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>What the source tells about an event, and what the portal concludes from it.</summary>
public sealed partial class Event
{
    /// <summary>How long after its end a returning condition reopens the same event; later it is a new one.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromHours(24);

    /// <summary>A new event from the first signal that speaks of it: detected, classified and prioritised in one go.</summary>
    /// <param name="suppressedBy">The silence or window that covers it from the start; null where none does.</param>
    public static Event Raise(
        EventNumber number, Signal signal, string title, EventType type, Priority priority, Guid? suppressedBy, DateTimeOffset at)
    {
        var raised = new Event
        {
            Number = number,
            Source = signal.Source,
            Fingerprint = signal.Labels.Fingerprint,
            Title = title,
            Labels = signal.Labels,
            Annotations = signal.Annotations,
            GeneratorUrl = signal.GeneratorUrl,
            Type = type,
            Priority = priority,
            StartsAt = signal.StartsAt,
            EndsAt = signal.EndsAt,
            FirstSeenAt = at,
            LastSeenAt = at,
            ChangedAt = at,
        };
        raised.Suppress(suppressedBy, at);
        return raised;
    }

    /// <summary>The source describes the same condition with other words.</summary>
    public void Describe(Signal signal, string title)
    {
        (Annotations, GeneratorUrl, Title) = (signal.Annotations, signal.GeneratorUrl, title);
        Version++;
    }

    /// <summary>Whether a firing that starts now continues this event rather than raising a new one.</summary>
    public bool TakesBack(DateTimeOffset now) =>
        State != EventState.Closed && (IsOpen || now - EndsAt <= ReopenWithin);

    /// <summary>The condition is over. An open event is resolved by that, unless it flaps; the handling of others stays as it is.</summary>
    /// <param name="endedAt">When it ended, as far as the source tells.</param>
    /// <param name="reason">Why we think so, as <c>resolved by source</c>.</param>
    public void Clear(DateTimeOffset endedAt, string reason, DateTimeOffset at)
    {
        if (Condition == Condition.Cleared) return;
        (Condition, EndsAt, LastSeenAt) = (Condition.Cleared, endedAt, at);
        if (Turns(at)) return;
        Note(EntryKind.Cleared, Source, at, reason);
        if (!IsOpen || FlapsSince is not null) return;
        MoveTo(EventState.Resolved, Source, at, reason);
        SnoozedUntil = null;
    }

    /// <summary>The condition is back. A resolved event waits for somebody again, as if nobody had acknowledged it.</summary>
    public void Refire(Signal signal, DateTimeOffset at)
    {
        if (Condition == Condition.Firing) return;
        (Condition, StartsAt, EndsAt, LastSeenAt) = (Condition.Firing, signal.StartsAt, signal.EndsAt, at);
        if (Turns(at) && IsOpen) return;
        Note(EntryKind.Refired, Source, at);
        if (State != EventState.Resolved) return;
        MoveTo(EventState.Prioritised, Source, at, "fired again");
        (AcknowledgedAt, AcknowledgedBy) = (null, null);
        SetOwner(null, "");
    }

    /// <summary>A silence or maintenance window begins or ceases to cover this event.</summary>
    /// <param name="by">The id of the silence, or the window's <see cref="WindowNumber.AsSuppressor"/>; null: nothing covers it any more.</param>
    public void Suppress(Guid? by, DateTimeOffset at)
    {
        if (SuppressedBy == by) return;
        if (SuppressedBy is null != by is null)
        {
            var text = WindowNumber.OfSuppressor(by ?? SuppressedBy)?.ToString() ?? by?.ToString() ?? "";
            Note(by is null ? EntryKind.Unsuppressed : EntryKind.Suppressed, "maintenance", at, text);
        }

        SuppressedBy = by;
    }

    /// <summary>
    /// Stands for its group in place of an event that is over: whoever works the group goes on working it. Does nothing where nobody
    /// does, where this event is worked already, or where it came after the group was taken on, for then nobody has seen it yet.
    /// </summary>
    public void TakeOver(Event from, DateTimeOffset at)
    {
        if (from.AcknowledgedAt is not { } taken || AcknowledgedAt is not null || State != EventState.Prioritised || FirstSeenAt > taken || Priority < from.Priority) return;
        Note(EntryKind.TookOver, "correlation", at, from.Number.ToString());
        MoveTo(EventState.Investigating, from.AcknowledgedBy ?? "correlation", at, $"stands for the group of {from.Number}");
        (AcknowledgedAt, AcknowledgedBy) = (at, from.AcknowledgedBy);
        if (Owner is null) SetOwner(from.Owner, from.OwnerName);
    }
}

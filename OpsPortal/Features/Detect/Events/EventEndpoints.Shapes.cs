using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events;

/// <summary>One event as lists of the API give it.</summary>
internal record EventResource
{
    public required EventNumber Number { get; init; }

    public required string Title { get; init; }

    public required EventType Type { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>Where it stands in its handling.</summary>
    public required EventState State { get; init; }

    /// <summary>What the source says now.</summary>
    public required Condition Condition { get; init; }

    /// <summary>Where it is found: state, snooze and suppression in one word.</summary>
    public required Standing Standing { get; init; }

    public required string Source { get; init; }

    /// <summary>The owner's name; empty where nobody owns it.</summary>
    public required string Owner { get; init; }

    /// <summary>How many signals it stands for.</summary>
    public required long Count { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public required DateTimeOffset? SnoozedUntil { get; init; }

    public required LabelSet Labels { get; init; }

    /// <summary>Raised by every change but a mere repeat; also the ETag.</summary>
    public required int Version { get; init; }

    public static EventResource Of(EventRow row) => new()
    {
        Number = row.Number, Title = row.Title, Type = row.Type, Priority = row.Priority, State = row.State, Condition = row.Condition, Standing = row.Standing,
        Source = row.Source, Owner = row.Owner, Count = row.Count, FirstSeenAt = row.FirstSeenAt, LastSeenAt = row.LastSeenAt, SnoozedUntil = row.SnoozedUntil,
        Labels = row.Labels, Version = row.Version,
    };
}

/// <summary>One event with all that is known of it but its timeline.</summary>
internal sealed record EventDetails : EventResource
{
    public required PersonId? OwnerId { get; init; }

    public required LabelSet Annotations { get; init; }

    /// <summary>Where the source explains it; empty where it gave none.</summary>
    public required string GeneratorUrl { get; init; }

    /// <summary>When the source says the condition began.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Firing: when it ends unless refreshed. Cleared: when it ended.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public required DateTimeOffset? AcknowledgedAt { get; init; }

    public required string? AcknowledgedBy { get; init; }

    /// <summary>The silence that covers it now.</summary>
    public required Guid? SuppressedBy { get; init; }

    public required string ClosingNote { get; init; }

    public required string Lesson { get; init; }

    /// <summary>In the order the states were entered.</summary>
    public required IReadOnlyList<TimeInState> TimeInState { get; init; }

    public static EventDetails Of(EventView view) => new()
    {
        Number = view.Row.Number, Title = view.Row.Title, Type = view.Row.Type, Priority = view.Row.Priority, State = view.Row.State, Condition = view.Row.Condition,
        Standing = view.Row.Standing, Source = view.Row.Source, Owner = view.Row.Owner, Count = view.Row.Count, FirstSeenAt = view.Row.FirstSeenAt,
        LastSeenAt = view.Row.LastSeenAt, SnoozedUntil = view.Row.SnoozedUntil, Labels = view.Row.Labels, Version = view.Row.Version,
        OwnerId = view.OwnerId, Annotations = view.Annotations, GeneratorUrl = view.GeneratorUrl, StartsAt = view.StartsAt, EndsAt = view.EndsAt,
        AcknowledgedAt = view.AcknowledgedAt, AcknowledgedBy = view.AcknowledgedBy, SuppressedBy = view.SuppressedBy, ClosingNote = view.ClosingNote, Lesson = view.Lesson,
        TimeInState = [.. view.TimeInState.Select(spent => new TimeInState(spent.State, Math.Round(spent.Spent.TotalSeconds, 3)))],
    };
}

/// <summary>How long an event has been in a state, all visits together.</summary>
internal sealed record TimeInState(EventState State, double Seconds);

/// <summary>One line of an event's timeline.</summary>
/// <param name="From">Only where the handling moved.</param>
/// <param name="To">Only where the handling moved.</param>
internal sealed record TimelineEntry(long Id, DateTimeOffset At, EntryKind Kind, string Actor, EventState? From, EventState? To, string Text)
{
    public static TimelineEntry Of(EventEntry entry) => new(entry.Id, entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Text);
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Events.Rest;

/// <summary>An event in a list.</summary>
internal record EventItem
{
    public EventItem(EventRow row)
    {
        (Number, Title, Type, Priority, State, Condition, Standing) = (row.Number.ToString(), row.Title, row.Type, row.Priority, row.State, row.Condition, row.Standing);
        (Source, Owner, Count, Labels, Version) = (row.Source, row.Owner.Length > 0 ? row.Owner : null, row.Count, Plain(row.Labels), row.Version);
        Service = row.Service.Length > 0 ? row.Service : null;
        (Lead, Members) = (row.Lead?.ToString(), row.Members);
        (FirstSeenAt, LastSeenAt, SnoozedUntil) = (row.FirstSeenAt, row.LastSeenAt, row.SnoozedUntil);
    }

    public string Number { get; }
    public string Title { get; }
    public EventType Type { get; }
    public Priority Priority { get; }
    public EventState State { get; }
    public Condition Condition { get; }
    public Standing Standing { get; }
    public string Source { get; }

    /// <summary>The key of the service it concerns; null where that is not known.</summary>
    public string? Service { get; }

    /// <summary>The event that stands for it in the queue; null where it stands for itself.</summary>
    public string? Lead { get; }

    /// <summary>How many open events it stands for besides itself.</summary>
    public int Members { get; }

    /// <summary>The owner's name; null where nobody owns it.</summary>
    public string? Owner { get; }

    public long Count { get; }
    public DateTimeOffset FirstSeenAt { get; }
    public DateTimeOffset LastSeenAt { get; }
    public DateTimeOffset? SnoozedUntil { get; }
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Raised by every change but a repeat; the entity tag of the event.</summary>
    public int Version { get; }

    protected static IReadOnlyDictionary<string, string> Plain(LabelSet labels) => labels.ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);
}

/// <summary>An event in full, without its timeline.</summary>
internal sealed record EventDetail : EventItem
{
    public EventDetail(EventView view)
        : base(view.Row)
    {
        (OwnerId, Annotations, GeneratorUrl, StartsAt, EndsAt) = (view.OwnerId?.Value, Plain(view.Annotations), view.GeneratorUrl, view.StartsAt, view.EndsAt);
        (ShownAt, Usefulness, FlapsSince, PrioritySetBy) = (view.ShownAt, view.Usefulness, view.Row.FlapsSince, view.PrioritySetBy.Length > 0 ? view.PrioritySetBy : null);
        (AcknowledgedAt, AcknowledgedBy, SuppressedBy, ClosingNote, Lesson) = (view.AcknowledgedAt, view.AcknowledgedBy, view.SuppressedBy, view.ClosingNote, view.Lesson);
        (SuppressedByWindow, LoweredByWindow, Tag) = (WindowNumber.OfSuppressor(view.SuppressedBy)?.ToString(), Named(view.LoweredBy), view.Row.Tag);
    }

    public Guid? OwnerId { get; }
    public IReadOnlyDictionary<string, string> Annotations { get; }
    public string GeneratorUrl { get; }
    public DateTimeOffset StartsAt { get; }
    public DateTimeOffset EndsAt { get; }
    public DateTimeOffset? AcknowledgedAt { get; }
    public string? AcknowledgedBy { get; }

    /// <summary>When it was first on a person's screen; null: not yet.</summary>
    public DateTimeOffset? ShownAt { get; }

    /// <summary>Whether it was worth somebody's time; null: nobody has said.</summary>
    public Usefulness? Usefulness { get; }

    /// <summary>Since when its condition comes and goes; null: it does not.</summary>
    public DateTimeOffset? FlapsSince { get; }

    /// <summary>Who set the priority by hand; null where nobody did.</summary>
    public string? PrioritySetBy { get; }

    /// <summary>The id of the silence that suppresses it now, or one that stands for a maintenance window.</summary>
    public Guid? SuppressedBy { get; }

    /// <summary>The maintenance window that suppresses it now, as MW-3.</summary>
    public string? SuppressedByWindow { get; }

    /// <summary>The maintenance window that makes it less pressing now, as MW-3.</summary>
    public string? LoweredByWindow { get; }

    /// <summary>The mark of a maintenance window; empty where there is none.</summary>
    public string Tag { get; }

    public string ClosingNote { get; }
    public string Lesson { get; }

    private static string? Named(long? window) => window is { } number ? new WindowNumber(number).ToString() : null;
}

/// <summary>One line of an event's timeline.</summary>
internal sealed record TimelineItem(DateTimeOffset At, EntryKind Kind, string Actor, EventState? From, EventState? To, string Text)
{
    public static TimelineItem Of(EventEntry entry) => new(entry.At, entry.Kind, entry.Actor, entry.From, entry.To, entry.Text);
}

using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>A change of state significant to the management of a service, from the signal that raised it to its closure.</summary>
/// <remarks>
/// One firing period belongs to one event: repeats of a signal raise <see cref="Count"/> and move <see cref="LastSeenAt"/>.
/// What the source says (<see cref="Condition"/>) and what people do (<see cref="State"/>) are kept apart.
/// All instants are UTC.
/// </remarks>
public sealed partial class Event
{
    /// <summary>Longest title stored, in characters; a longer one is cut.</summary>
    public const int MaxTitleLength = 300;

    /// <summary>Longest key of a service, in characters.</summary>
    public const int MaxServiceLength = 100;

    /// <summary>The longest an event may be snoozed.</summary>
    public static readonly TimeSpan LongestSnooze = TimeSpan.FromDays(30);

    private readonly List<EventEntry> _newEntries = [];

    public EventNumber Number { get; init; }

    /// <summary>The intake its signals come through.</summary>
    public required string Source { get; init; }

    /// <summary>What makes its signals the same thing; another where the source's rule for that changes.</summary>
    public Fingerprint Fingerprint { get; set; }

    public required string Title { get; set; }

    public required LabelSet Labels { get; init; }

    public required LabelSet Annotations { get; set; }

    /// <summary>Where the source explains it; empty where it gave none.</summary>
    public string GeneratorUrl { get; set; } = "";

    /// <summary>The significance rule that made an event of it; null: no rule spoke, habit did.</summary>
    public Guid? Rule { get; set; }

    /// <summary>The key of the service it concerns; empty where that is not known.</summary>
    public string Service { get; set; } = "";

    public EventType Type { get; set; }

    public Priority Priority { get; set; }

    public EventState State { get; private set; } = EventState.Prioritised;

    public Condition Condition { get; private set; } = Condition.Firing;

    /// <summary>When the source says the condition began (occurred).</summary>
    public DateTimeOffset StartsAt { get; set; }

    /// <summary>Firing: when it ends unless refreshed. Cleared: when it ended.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>When the portal accepted the first signal (detected).</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>How many signals this event stands for.</summary>
    public long Count { get; set; } = 1;

    /// <summary>When the handling last moved or was acted on.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>Who acknowledged it, as shown.</summary>
    public string? AcknowledgedBy { get; private set; }

    /// <summary>The person who works it.</summary>
    public PersonId? Owner { get; private set; }

    /// <summary>The owner's name as shown; empty where nobody owns it.</summary>
    public string OwnerName { get; private set; } = "";

    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>The silence or maintenance window that suppresses it now; null where none does.</summary>
    public Guid? SuppressedBy { get; private set; }

    /// <summary>The event that stands for it in the queue; null where it stands for itself. Kept by the correlation of open events.</summary>
    public EventNumber? Lead { get; private set; }

    /// <summary>How many open events it stands for besides itself.</summary>
    public int Members { get; private set; }

    public string ClosingNote { get; private set; } = "";

    /// <summary>What was learned; required to close a P1 or P2.</summary>
    public string Lesson { get; private set; } = "";

    /// <summary>Raised by every change but a mere repeat; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Follows from state, suppression, snooze and group; stored because lists are indexed by it.</summary>
    public Standing Standing
    {
        get => State switch
        {
            EventState.Closed => Standing.Closed,
            EventState.Resolved => Standing.Resolved,
            _ when SuppressedBy is not null => Standing.Suppressed,
            _ when SnoozedUntil is not null => Standing.Snoozed,
            _ when Lead is not null => Standing.Grouped,
            _ => Standing.Active,
        };

        // The database stores what the getter says; reading it back changes nothing.
        private set => _ = value;
    }

    public bool IsOpen => EventLifecycle.IsOpen(State);

    /// <summary>Timeline entries that this instance has added and nobody has saved yet, oldest first.</summary>
    public IReadOnlyList<EventEntry> NewEntries => _newEntries;

    private Outcome<Event> MoveTo(EventState next, string actor, DateTimeOffset at, string text = "")
    {
        if (!EventLifecycle.Allows(State, next)) return EventRefusals.NotFrom(State, next);
        Note(new() { Event = Number, At = at, Kind = EntryKind.Moved, Actor = actor, From = State, To = next, Text = text });
        State = next;
        return this;
    }

    private void Note(EventEntry entry)
    {
        _newEntries.Add(entry);
        ChangedAt = entry.At;
        Version++;
    }

    private void Note(EntryKind kind, string actor, DateTimeOffset at, string text = "") =>
        Note(new() { Event = Number, At = at, Kind = kind, Actor = actor, Text = text });
}

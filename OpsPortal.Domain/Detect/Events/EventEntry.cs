namespace OpsPortal.Domain.Detect.Events;

/// <summary>What an entry of an event's timeline tells.</summary>
public enum EntryKind
{
    /// <summary>The handling moved from one state to another.</summary>
    Moved,

    /// <summary>The source says the condition is over.</summary>
    Cleared,

    /// <summary>The source fires again after the condition was over.</summary>
    Refired,

    Assigned,
    Commented,
    Snoozed,
    Woken,
    Suppressed,
    Unsuppressed,

    /// <summary>A person said which events it belongs to.</summary>
    Merged,

    /// <summary>A person said that it belongs to no other event.</summary>
    Parted,

    /// <summary>It stands for its group now, and whoever worked the event that stood for it before works this one.</summary>
    TookOver,

    /// <summary>Its priority is another, by a person's word or by new facts.</summary>
    Reprioritised,

    /// <summary>A person said whether it was worth their time.</summary>
    Judged,

    /// <summary>The condition comes and goes so often that each turn is no news.</summary>
    FlapsFrom,

    /// <summary>The condition has come to rest.</summary>
    FlapsNoLonger,

    /// <summary>A maintenance window marked it.</summary>
    Tagged,

    /// <summary>It bears the mark of a maintenance window no more.</summary>
    Untagged,
}

/// <summary>One line of an event's timeline. Never changed once written.</summary>
public sealed class EventEntry
{
    /// <summary>Longest comment or note, in characters.</summary>
    public const int MaxTextLength = 4000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public EventNumber Event { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public EntryKind Kind { get; init; }

    /// <summary>Who acted, as shown; the name of the source or job where no person did.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="EntryKind.Moved"/> only.</summary>
    public EventState? From { get; init; }

    /// <summary>Set for <see cref="EntryKind.Moved"/> only.</summary>
    public EventState? To { get; init; }

    /// <summary>The comment, the note, or the detail of the act; empty where there is none.</summary>
    public string Text { get; init; } = "";
}

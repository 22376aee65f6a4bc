using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Features.Respond.Problems.Queries;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>One event in a list.</summary>
public sealed record EventRow(
    EventNumber Number,
    string Title,
    EventType Type,
    Priority Priority,
    EventState State,
    Condition Condition,
    Standing Standing,
    string Source,
    string Owner,
    long Count,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset? SnoozedUntil,
    LabelSet Labels,
    int Version)
{
    /// <summary>The key of the service it concerns; empty where that is not known.</summary>
    public string Service { get; init; } = "";

    /// <summary>The event that stands for it; null: it stands for itself.</summary>
    public EventNumber? Lead { get; init; }

    /// <summary>How many open events it stands for besides itself.</summary>
    public int Members { get; init; }

    /// <summary>Since when its condition comes and goes; null: it does not.</summary>
    public DateTimeOffset? FlapsSince { get; init; }

    /// <summary>The mark of a maintenance window; empty where there is none.</summary>
    public string Tag { get; init; } = "";

    /// <summary>The significance rule that made an event of it; null: no rule spoke.</summary>
    public Guid? Rule { get; init; }

    /// <summary>The known error that the queue recognises it as; null: none, or nobody has asked.</summary>
    public ProblemMatch? KnownError { get; init; }
}

/// <summary>One event with all that its page shows.</summary>
/// <param name="Timeline">Oldest first.</param>
/// <param name="TimeInState">In the order the states were entered; a state entered twice is counted together.</param>
public sealed record EventView(
    EventRow Row,
    PersonId? OwnerId,
    LabelSet Annotations,
    string GeneratorUrl,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? AcknowledgedAt,
    string? AcknowledgedBy,
    Guid? SuppressedBy,
    string ClosingNote,
    string Lesson,
    IReadOnlyList<EventEntry> Timeline,
    IReadOnlyList<(EventState State, TimeSpan Spent)> TimeInState)
{
    /// <summary>When it was first on a person's screen (UTC); null: not yet.</summary>
    public DateTimeOffset? ShownAt { get; init; }

    /// <summary>Whether it was worth somebody's time; null: nobody has said.</summary>
    public Usefulness? Usefulness { get; init; }

    /// <summary>Who set the priority by hand; empty where nobody did.</summary>
    public string PrioritySetBy { get; init; } = "";

    /// <summary>The number of the maintenance window that makes it less pressing now; null: none does.</summary>
    public long? LoweredBy { get; init; }

    /// <summary>The number of the maintenance window whose mark it bears; null: none.</summary>
    public long? TaggedBy { get; init; }

    /// <summary>The significance rule that made an event of it; null: no rule spoke.</summary>
    public Guid? Rule { get; init; }
}

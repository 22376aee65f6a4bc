using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Incidents;

/// <summary>What somebody is in an incident.</summary>
public enum IncidentRole
{
    /// <summary>Decides, and does nothing else.</summary>
    Commander,

    /// <summary>Speaks to stakeholders.</summary>
    Communicator,

    /// <summary>Writes down what happens.</summary>
    Scribe,
}

/// <summary>Why an incident is over.</summary>
public enum ResolutionCode
{
    Fixed,

    /// <summary>Users can work; the cause is still there.</summary>
    Workaround,

    /// <summary>A change or deployment was taken back.</summary>
    ChangeReversed,

    /// <summary>A supplier restored it.</summary>
    Supplier,

    /// <summary>It went away by itself.</summary>
    SelfCleared,
    Duplicate,

    /// <summary>Nothing was wrong.</summary>
    NoFault,
}

/// <summary>What an entry of an incident's timeline tells.</summary>
public enum IncidentEntryKind
{
    Opened,

    /// <summary>The incident moved from one state to another.</summary>
    Moved,
    Noted,

    /// <summary>An event joined it, or left it.</summary>
    EventJoined,
    EventLeft,

    /// <summary>What happened to one of its events.</summary>
    EventTold,
    Assigned,
    RoleGiven,
    Reprioritised,
    MajorDeclared,
    MajorLifted,
    Held,
    Continued,
    TaskAdded,
    TaskDone,
    TaskReopened,

    /// <summary>Stakeholders were told.</summary>
    Updated,

    /// <summary>Nobody took it on in time, and the next were called.</summary>
    Escalated,
    Described,
    Reviewed,
    HandedOver,

    /// <summary>A hypothesis was raised, eliminated or confirmed.</summary>
    Supposed,
}

/// <summary>One line of an incident's timeline. Never changed once written.</summary>
public sealed class IncidentEntry
{
    /// <summary>Longest note, in characters.</summary>
    public const int MaxTextLength = 8000;

    /// <summary>Order of writing; given by the database.</summary>
    public long Id { get; private set; }

    public IncidentNumber Incident { get; init; }

    /// <summary>UTC, server time.</summary>
    public DateTimeOffset At { get; init; }

    public IncidentEntryKind Kind { get; init; }

    /// <summary>Who acted, as shown.</summary>
    public required string Actor { get; init; }

    /// <summary>Set for <see cref="IncidentEntryKind.Moved"/> only.</summary>
    public IncidentState? From { get; init; }

    /// <summary>Set for <see cref="IncidentEntryKind.Moved"/> only.</summary>
    public IncidentState? To { get; init; }

    /// <summary>The event it tells of; null: none.</summary>
    public EventNumber? Event { get; init; }

    /// <summary>The line of that event's timeline it repeats; null: none.</summary>
    public long? EventEntry { get; init; }

    public string Text { get; init; } = "";
}

/// <summary>An event that is part of an incident. An event is part of one open incident at most.</summary>
public sealed class IncidentEvent
{
    public IncidentNumber Incident { get; init; }

    public EventNumber Event { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>Who brought it in, as shown.</summary>
    public required string By { get; init; }
}

/// <summary>What a task is for.</summary>
public enum TaskKind
{
    /// <summary>Something to be done to restore the service.</summary>
    Work,

    /// <summary>A point of the checklist for major incidents.</summary>
    Checklist,

    /// <summary>Something that the review wants done afterwards.</summary>
    FollowUp,
}

/// <summary>Something to be done in an incident.</summary>
public sealed class IncidentTask
{
    public const int MaxTextLength = 500;

    public Guid Id { get; init; }

    public IncidentNumber Incident { get; init; }

    public TaskKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Who does it; null: nobody yet.</summary>
    public PersonId? Owner { get; set; }

    /// <summary>As shown; empty where nobody does it.</summary>
    public string OwnerName { get; set; } = "";

    /// <summary>UTC; null: no date.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DoneAt { get; set; }

    public string DoneBy { get; set; } = "";
}

/// <summary>Where a supposed cause stands.</summary>
public enum HypothesisState
{
    Open,
    Eliminated,
    Confirmed,
}

/// <summary>What may be the cause, so that the next shift does not look again where somebody has looked.</summary>
public sealed class Hypothesis
{
    public const int MaxTextLength = 1000;

    public Guid Id { get; init; }

    public IncidentNumber Incident { get; init; }

    public required string Text { get; init; }

    public HypothesisState State { get; set; }

    /// <summary>What speaks for or against it.</summary>
    public string Because { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public required string By { get; init; }
}

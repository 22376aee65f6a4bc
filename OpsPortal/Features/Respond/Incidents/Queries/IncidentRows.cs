using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Features.Respond.Incidents.Queries;

/// <summary>Which incidents are asked for. What is empty narrows nothing.</summary>
public sealed record IncidentFilter
{
    /// <summary>Words of title, service or number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<IncidentState> States { get; init; } = [];

    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public PersonId? Owner { get; init; }

    /// <summary>Only those that nobody owns.</summary>
    public bool Unowned { get; init; }

    public bool? IsMajor { get; init; }

    /// <summary>The key of a service, in full.</summary>
    public string Service { get; init; } = "";

    /// <summary>The event they are about.</summary>
    public EventNumber? Event { get; init; }
}

/// <summary>An incident as listed.</summary>
/// <param name="Events">How many events are part of it.</param>
/// <param name="Response">The clock of its acknowledgement.</param>
/// <param name="Resolution">The clock of its resolution.</param>
public sealed record IncidentRow(
    IncidentNumber Number, string Title, string Service, Priority Priority, bool IsMajor, IncidentState State, PersonId? Owner, string OwnerName, DateTimeOffset OpenedAt, DateTimeOffset ChangedAt,
    int Events, int EscalationLevel, IncidentClock Response, IncidentClock Resolution, int Version)
{
    /// <summary>The clock that matters now.</summary>
    public IncidentClock Clock => State == IncidentState.New ? Response : Resolution;
}

/// <summary>An event of an incident.</summary>
public sealed record MemberRow(EventNumber Number, string Title, string Service, Priority Priority, EventState State, Condition Condition, DateTimeOffset FirstSeenAt, DateTimeOffset JoinedAt);

/// <summary>An incident with all that belongs to it.</summary>
/// <param name="Events">The gravest first.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="EarlierEntries">How many older entries there are than those given.</param>
public sealed record IncidentView(
    IncidentRow Row, Incident Incident, IncidentTarget Target, IReadOnlyList<MemberRow> Events, IReadOnlyList<IncidentTask> Tasks, IReadOnlyList<Hypothesis> Hypotheses, IReadOnlyList<IncidentEntry> Timeline, int EarlierEntries)
{
    /// <summary>The latest entries of the timeline; a page shows no more.</summary>
    public const int MostEntries = 500;

    public IEnumerable<IncidentTask> Of(TaskKind kind) => Tasks.Where(task => task.Kind == kind);
}

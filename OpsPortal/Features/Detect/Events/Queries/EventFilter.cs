using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>How a list of events is ordered.</summary>
public enum EventOrder
{
    /// <summary>P1 first, within a priority the newest first: the queue.</summary>
    Priority,

    Newest,
    Oldest,
    LastSeen,
}

/// <summary>Which events a list shows. An empty collection does not narrow.</summary>
public sealed record EventFilter
{
    /// <summary>Words, each the beginning of a word in the title or the labels; all must occur. <c>EVT-7</c> finds that event.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<Standing> Standings { get; init; } = [Standing.Active];

    public IReadOnlyList<EventState> States { get; init; } = [];

    public IReadOnlyList<Priority> Priorities { get; init; } = [];

    public IReadOnlyList<EventType> Types { get; init; } = [];

    public PersonId? Owner { get; init; }

    /// <summary>Only events that nobody owns.</summary>
    public bool Unowned { get; init; }

    public string Source { get; init; } = "";

    /// <summary>Only what bears this mark of a maintenance window; empty: any.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Only this event and those it stands for.</summary>
    public EventNumber? Group { get; init; }

    public EventOrder Order { get; init; } = EventOrder.Priority;
}

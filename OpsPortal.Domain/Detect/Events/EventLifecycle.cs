using System.Collections.Frozen;
using static OpsPortal.Domain.Detect.Events.EventState;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>Where an event stands in its handling. Whether the source still fires is told by <see cref="Condition"/>.</summary>
public enum EventState
{
    Detected,
    Classified,
    Prioritised,
    Investigating,
    Escalated,
    Resolved,
    Closed,
}

/// <summary>What the source says now: the condition holds, or it is over.</summary>
public enum Condition
{
    Firing,
    Cleared,
}

/// <summary>Where an event is found: state, snooze, suppression and group folded into the one value the lists are indexed by.</summary>
public enum Standing
{
    /// <summary>Open and waiting in the queue.</summary>
    Active,

    /// <summary>Open, hidden until its snooze ends.</summary>
    Snoozed,

    /// <summary>Open, hidden while a silence or a maintenance window covers it.</summary>
    Suppressed,
    Resolved,
    Closed,

    /// <summary>Open, and another event of the same probable cause stands for it in the queue.</summary>
    Grouped,
}

/// <summary>The types of event in ITIL 4, least severe first.</summary>
public enum EventType
{
    Informational,
    Warning,
    Exception,
}

/// <summary>P1 is worked first.</summary>
public enum Priority
{
    P1 = 1,
    P2 = 2,
    P3 = 3,
    P4 = 4,
    P5 = 5,
}

/// <summary>The diagram of an event's handling, as data. What is not listed is refused.</summary>
public static class EventLifecycle
{
    private static readonly FrozenDictionary<EventState, EventState[]> Next = new Dictionary<EventState, EventState[]>
    {
        [Detected] = [Classified],
        [Classified] = [Prioritised],
        [Prioritised] = [Investigating, Resolved],
        [Investigating] = [Prioritised, Escalated, Resolved],
        [Escalated] = [Investigating, Resolved],
        [Resolved] = [Prioritised, Investigating, Closed],
        [Closed] = [Investigating],
    }.ToFrozenDictionary();

    public static bool Allows(EventState from, EventState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Where open events are found.</summary>
    public static IReadOnlyList<Standing> Open { get; } = [Standing.Active, Standing.Snoozed, Standing.Suppressed, Standing.Grouped];

    /// <summary>Open: somebody still has to do something. Resolved and Closed events are not.</summary>
    public static bool IsOpen(EventState state) => state is not (Resolved or Closed);
}

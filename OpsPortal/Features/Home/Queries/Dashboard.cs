using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Home.Queries;

/// <summary>How things stand, the same for everyone who may read events.</summary>
/// <param name="Active">Events in the queue, by priority; every priority is there.</param>
/// <param name="Snoozed">Open events that are hidden until later.</param>
/// <param name="Suppressed">Open events that a silence covers.</param>
/// <param name="Waiting">P1 and P2 in the queue that nobody has acknowledged, the longest waiting first.</param>
/// <param name="Arrivals">Events opened in each of the last 60 minutes, oldest first; the last minute is under way.</param>
/// <param name="IsEmpty">There has never been an event.</param>
public sealed record Dashboard(
    IReadOnlyDictionary<Priority, int> Active,
    int Snoozed,
    int Suppressed,
    IReadOnlyList<WaitingEvent> Waiting,
    IReadOnlyList<MinuteCount> Arrivals,
    bool IsEmpty);

/// <summary>An event that nobody has taken on.</summary>
public sealed record WaitingEvent(EventNumber Number, Priority Priority, EventType Type, string Title, DateTimeOffset FirstSeenAt);

/// <summary>How many events were opened within one minute.</summary>
/// <param name="Start">The beginning of the minute, UTC.</param>
public sealed record MinuteCount(DateTimeOffset Start, long Count);

using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>What became of an event. Each event is in exactly one class.</summary>
public enum EventOutcome
{
    /// <summary>It cannot be said yet: it is open, or somebody has looked and nobody has closed it.</summary>
    Undecided,

    /// <summary>Acknowledged and then worked, or marked actionable.</summary>
    Worked,

    /// <summary>Closed without work, over before anybody looked, or marked noise.</summary>
    Noise,

    /// <summary>A silence or window kept it from people: it says nothing about its rule.</summary>
    HeldBack,
}

/// <summary>What is known of how an event was handled.</summary>
/// <param name="Marked">As somebody who saw it says; null: nobody has said.</param>
/// <param name="WasAcknowledged">At any time, even where it was taken back.</param>
/// <param name="HasWork">Commented, assigned, escalated, part of an incident, or something was run for it.</param>
/// <param name="WasHeldBack">A silence or window kept it out of the queue at some time.</param>
/// <param name="ShownAt">When it was first on a screen (UTC); null: never.</param>
/// <param name="OverAt">When its condition ended (UTC); null: it goes on.</param>
/// <param name="LeadIsWorked">It stood in a group and the event that stands for it was worked.</param>
public sealed record EventFacts(Usefulness? Marked, EventState State, bool WasAcknowledged, bool HasWork, bool WasHeldBack, DateTimeOffset? ShownAt, DateTimeOffset? OverAt, bool LeadIsWorked = false)
{
    /// <summary>The class it belongs to. What a person says wins over what was observed.</summary>
    public EventOutcome Judge()
    {
        if (Marked is { } said) return said == Usefulness.Actionable ? EventOutcome.Worked : EventOutcome.Noise;
        if ((WasAcknowledged && HasWork) || LeadIsWorked) return EventOutcome.Worked;
        if (WasHeldBack && ShownAt is null) return EventOutcome.HeldBack;
        return State switch
        {
            EventState.Closed => EventOutcome.Noise,
            EventState.Resolved when OverAt is { } over && (ShownAt is null || ShownAt >= over) && !WasAcknowledged => EventOutcome.Noise,
            _ => EventOutcome.Undecided,
        };
    }
}

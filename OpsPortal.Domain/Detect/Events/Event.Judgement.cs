using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Detect.Events;

/// <summary>Whether an event was worth a person's time, as somebody who saw it says.</summary>
public enum Usefulness
{
    /// <summary>Something had to be done.</summary>
    Actionable,

    /// <summary>Nothing had to be done; it should not have come.</summary>
    Noise,
}

/// <summary>What shows later whether alerting is any good.</summary>
public sealed partial class Event
{
    /// <summary>When it was first on a person's screen (UTC); null: not yet. Shown means listed or opened, not read.</summary>
    public DateTimeOffset? ShownAt { get; private set; }

    /// <summary>Null: nobody has said.</summary>
    public Usefulness? Usefulness { get; private set; }

    /// <summary>Says whether the event was worth somebody's time; null takes that back. Allowed in every state. Refused where it is said already.</summary>
    public Outcome<Event> Judge(Usefulness? usefulness, Actor by, DateTimeOffset at)
    {
        if (usefulness == Usefulness) return EventRefusals.JudgedAlready(usefulness);
        Usefulness = usefulness;
        Note(EntryKind.Judged, by.Name, at, usefulness?.ToString() ?? "");
        return this;
    }
}

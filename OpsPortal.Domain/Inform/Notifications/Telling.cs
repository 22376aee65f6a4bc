using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Inform.Destinations;

namespace OpsPortal.Domain.Inform.Notifications;

/// <summary>Where one destination stands with one event.</summary>
public enum TellingState
{
    /// <summary>The rule holds, but the event is suppressed, snoozed or stands behind another: nobody is told.</summary>
    Waiting,

    /// <summary>To be told when its bundle or the quiet hours end.</summary>
    Held,

    /// <summary>It was told that the event fires.</summary>
    Told,

    /// <summary>It was told that the event fires, and is to be told that it is over.</summary>
    Clearing,
}

/// <summary>What there is to say of an event now.</summary>
public enum Loudness
{
    /// <summary>It goes on, but nobody is to hear of it.</summary>
    Silent,
    Loud,
    Over,
}

/// <summary>What one destination has been told, and is still to be told, of one event.</summary>
/// <remarks>
/// Kept level rather than by edges: whatever happened in between, and however late it is looked at, the next step follows from
/// the event as it is now and from what was told before. So whoever was told that it fires is told once that it is over.
/// All instants are UTC.
/// </remarks>
public sealed class Telling
{
    public EventNumber Event { get; init; }

    /// <inheritdoc cref="NotificationRule.DestinationKey"/>
    public required string Destination { get; init; }

    public DestinationKind Kind { get; init; }

    public required string Shown { get; init; }

    public string? SealedTarget { get; init; }

    /// <summary>The rule that spoke of the event first.</summary>
    public NotificationNumber Rule { get; init; }

    public required string RuleName { get; init; }

    public TellingState State { get; private set; } = TellingState.Waiting;

    /// <summary>When the next message goes; null: none is to go.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>The message that told that it fires.</summary>
    public Guid? Message { get; private set; }

    /// <summary>There is nothing left to tell; it is to be forgotten.</summary>
    public bool IsDone { get; private set; }

    public int Version { get; private set; }

    /// <summary>What there is to say of an event. A condition that flaps goes on until it has come to rest.</summary>
    public static Loudness Of(Event e)
    {
        if (!e.IsOpen || (e.Condition == Condition.Cleared && e.FlapsSince is null)) return Loudness.Over;
        return e.Standing == Standing.Active ? Loudness.Loud : Loudness.Silent;
    }

    /// <summary>Takes in how the event stands now.</summary>
    /// <param name="holds">The rule is there, switched on, and still speaks of the event.</param>
    /// <param name="due">When it may be told: the end of its bundle or of the quiet hours.</param>
    public void Look(Loudness loudness, bool holds, DateTimeOffset due, DateTimeOffset now)
    {
        switch (State, loudness)
        {
            case (TellingState.Waiting or TellingState.Held, Loudness.Over):
            case (TellingState.Waiting or TellingState.Held, _) when !holds:
                IsDone = true;
                break;
            case (TellingState.Waiting, Loudness.Loud):
                Move(TellingState.Held, due, now);
                break;
            case (TellingState.Held, Loudness.Silent):
                Move(TellingState.Waiting, null, now);
                break;
            case (TellingState.Held, Loudness.Loud) when due < DueAt:
                Move(TellingState.Held, due, now);
                break;
            case (TellingState.Told, Loudness.Over):
                Move(TellingState.Clearing, due, now);
                break;
            case (TellingState.Clearing, not Loudness.Over):
                Move(TellingState.Told, null, now);
                break;
        }
    }

    public bool IsDue(DateTimeOffset now) => !IsDone && DueAt <= now;

    /// <summary>Not yet: quiet hours have begun meanwhile, or the message before it is still under way.</summary>
    public void PutOff(DateTimeOffset until, DateTimeOffset now) => Move(State, until, now);

    /// <summary>The message that it fires is in the outbox.</summary>
    public void Told(Guid message, DateTimeOffset now)
    {
        Message = message;
        Move(TellingState.Told, null, now);
    }

    /// <summary>It was told that it is over, or never learned that it fired.</summary>
    public void Finish() => IsDone = true;

    private void Move(TellingState next, DateTimeOffset? due, DateTimeOffset now)
    {
        (State, DueAt, ChangedAt) = (next, due, now);
        Version++;
    }
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Domain.Improve.Effectiveness;

/// <summary>What an event was to those who had to look at it.</summary>
public enum EventVerdict
{
    /// <summary>Kept from the queue by a silence, a window or its group, and nobody took it on: it reached nobody.</summary>
    HeldBack,

    /// <summary>Marked so, or taken on and then worked.</summary>
    Actionable,

    /// <summary>Marked so, or closed without work, or over before anybody looked.</summary>
    Noise,

    /// <summary>Neither yet: open, or nobody has said. Never counted as good.</summary>
    Undecided,
}

/// <summary>What is known of one event when it is judged.</summary>
/// <param name="Mark">What a person said; null: nobody has.</param>
/// <param name="IsShown">It was on somebody's screen.</param>
/// <param name="IsAcknowledged">Somebody has it, or had.</param>
/// <param name="IsWorked">Somebody commented, assigned or escalated it or wrote a note when resolving it, or an automation ran for it.</param>
/// <param name="IsHeldBack">A silence, a window or another event of its group stands before it now.</param>
public readonly record struct EventFacts(Usefulness? Mark, EventState State, bool IsShown, bool IsAcknowledged, bool IsWorked, bool IsHeldBack)
{
    /// <summary>What a person said comes first; then what was done; then whether it ended without.</summary>
    public EventVerdict Verdict => Mark switch
    {
        Usefulness.Actionable => EventVerdict.Actionable,
        Usefulness.Noise => EventVerdict.Noise,
        _ when IsAcknowledged && IsWorked => EventVerdict.Actionable,
        _ when IsHeldBack && !IsAcknowledged => EventVerdict.HeldBack,
        _ when State == EventState.Closed => EventVerdict.Noise,
        _ when State == EventState.Resolved && !IsShown && !IsAcknowledged => EventVerdict.Noise,
        _ => EventVerdict.Undecided,
    };
}

/// <summary>Alert quality: actionable ÷ all events that reached a person.</summary>
/// <param name="Actionable">Worth somebody's time.</param>
/// <param name="Noise">Not worth it.</param>
/// <param name="Undecided">Nobody can tell yet.</param>
public readonly record struct AlertQuality(long Actionable, long Noise, long Undecided)
{
    public long Reached => Actionable + Noise + Undecided;

    public Share ActionableShare => new(Actionable, Reached);

    public Share NoiseShare => new(Noise, Reached);
}

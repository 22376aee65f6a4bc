using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;

namespace OpsPortal.Features.Respond.Automation.Queries;

/// <summary>One trigger in a list.</summary>
/// <param name="StoppedWhy">Empty where it is not stopped.</param>
/// <param name="Does">What it does, in words.</param>
/// <param name="LastRun">Null: it has not run yet.</param>
public sealed record TriggerRow(
    TriggerNumber Number, string Name, TriggerMode Mode, DateTimeOffset? StoppedAt, string StoppedWhy, string When, string Does, bool NeedsApproval, RunNumber? LastRun, RunState? LastState, DateTimeOffset? LastAt,
    int Version);

/// <summary>One trigger in full.</summary>
/// <param name="HasSecret">It posts, and signs with a secret that was shown once.</param>
public sealed record TriggerView(TriggerRow Row, TriggerDraft Draft, DateTimeOffset ChangedAt, string ChangedBy, int FailuresInRow, bool HasSecret);

/// <summary>One run in a list.</summary>
/// <param name="Why">Why it was refused, stopped or failed; empty where nothing stood in the way.</param>
/// <param name="DecidedBy">Who said yes or no, or called it off; empty: nobody was asked.</param>
public sealed record RunRow(
    RunNumber Number, TriggerNumber Trigger, string TriggerName, EventNumber Event, Occasion Occasion, string Target, ActionKind Action, RunState State, string Why, string DecidedBy, DateTimeOffset At,
    DateTimeOffset? EndedAt, int Attempts);

/// <summary>One attempt to carry a run out.</summary>
public sealed record RunAttempt(int Attempt, DateTimeOffset At, int TookMilliseconds, bool Succeeded, string Said);

/// <summary>One run in full.</summary>
/// <param name="Input">JSON of what was, or would have been, sent.</param>
/// <param name="Output">What came back.</param>
/// <param name="Chain">The triggers whose actions led here and this one, first to last.</param>
/// <param name="Delivery">Oldest first.</param>
public sealed record RunView(
    RunRow Row, string Input, string Output, string WhyCode, string Chain, string SavedBy, DateTimeOffset? ApproveBy, DateTimeOffset? DecidedAt, string Note, DateTimeOffset? StartedAt, IReadOnlyList<RunAttempt> Delivery);

/// <summary>Which runs a list shows. What is empty or null does not narrow.</summary>
public sealed record RunFilter
{
    /// <summary>Occurs in the name of the trigger, the target or the reason; or the number of a run, trigger or event.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<RunState> States { get; init; } = [];

    public TriggerNumber? Trigger { get; init; }

    public EventNumber? Event { get; init; }
}

using System.ComponentModel;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Queries;

namespace OpsPortal.Features.Respond.Automation.Rest;

/// <summary>A trigger in a list.</summary>
internal sealed record TriggerItem(
    string Number, string Name, TriggerMode Mode, DateTimeOffset? StoppedAt, string StoppedWhy, string When, string Does, bool NeedsApproval, string? LastRun, RunState? LastState, DateTimeOffset? LastAt, int Version)
{
    public static TriggerItem Of(TriggerRow row) => new(row.Number.ToString(), row.Name, row.Mode, row.StoppedAt, row.StoppedWhy, row.When, row.Does, row.NeedsApproval, row.LastRun?.ToString(), row.LastState, row.LastAt, row.Version);
}

/// <summary>A trigger in full.</summary>
/// <param name="Secret">The signing secret where one was made just now; it is told once and never again.</param>
internal sealed record TriggerDetail(TriggerItem Trigger, TriggerDraft Draft, DateTimeOffset ChangedAt, string ChangedBy, int FailuresInRow, string? Secret = null)
{
    public static TriggerDetail Of(TriggerView view, string? secret) => new(TriggerItem.Of(view.Row), view.Draft, view.ChangedAt, view.ChangedBy, view.FailuresInRow, secret);
}

/// <param name="Version">As it was read; refused with 412 when it has changed since. Not asked of a new trigger.</param>
/// <param name="Confirmed">A trigger that acts on every event is meant.</param>
internal sealed record TriggerBody(TriggerDraft Draft, int? Version = null, bool Confirmed = false);

internal sealed record TriggerTryBody(TriggerDraft Draft, [property: Description("From 1 to 30")] int Days = 7);

/// <summary>One run that a draft would have proposed.</summary>
internal sealed record TriedRun(string Event, string Title, Occasion Occasion, DateTimeOffset At, Ruling Ruling, string Why);

/// <summary>What a draft would have done.</summary>
/// <param name="Looked">How many happenings of its occasion there were.</param>
/// <param name="Matched">How many of them it speaks of.</param>
/// <param name="Acts">How often it would have acted, or asked.</param>
/// <param name="Refused">How often a guardrail would have refused, by code.</param>
/// <param name="StoppedAt">When it would have been stopped; nothing after that counts.</param>
/// <param name="IsPartial">There was more; the latest was taken.</param>
internal sealed record TriggerTryAnswer(int Looked, int Matched, int Acts, IReadOnlyDictionary<string, int> Refused, DateTimeOffset? StoppedAt, string StoppedWhy, bool IsPartial, IReadOnlyList<TriedRun> Examples)
{
    public static TriggerTryAnswer Of(TriggerTrial trial) => new(
        trial.Rehearsal.Looked, trial.Rehearsal.Matched, trial.Rehearsal.Acts, trial.Rehearsal.Refused, trial.Rehearsal.StoppedAt, trial.Rehearsal.StoppedWhy, trial.IsPartial,
        [.. trial.Rehearsal.Examples.Select(run => new TriedRun(run.Happening.Event.ToString(), run.Title, run.Happening.Occasion, run.Happening.At, run.Ruling, run.Why?.Message ?? ""))]);
}

/// <summary>A run in a list.</summary>
internal sealed record RunItem(
    string Number, string Trigger, string TriggerName, string Event, Occasion Occasion, string Target, ActionKind Action, RunState State, string Why, string DecidedBy, DateTimeOffset At, DateTimeOffset? EndedAt, int Attempts)
{
    public static RunItem Of(RunRow row) => new(row.Number.ToString(), row.Trigger.ToString(), row.TriggerName, row.Event.ToString(), row.Occasion, row.Target, row.Action, row.State, row.Why, row.DecidedBy, row.At, row.EndedAt, row.Attempts);
}

/// <summary>A run in full.</summary>
/// <param name="Input">JSON of what was, or would have been, sent.</param>
/// <param name="Output">What came back.</param>
/// <param name="Delivery">Each attempt, oldest first.</param>
internal sealed record RunDetail(
    RunItem Run, string Input, string Output, string WhyCode, string Chain, string SavedBy, DateTimeOffset? ApproveBy, DateTimeOffset? DecidedAt, string Note, DateTimeOffset? StartedAt, IReadOnlyList<RunAttempt> Delivery)
{
    public static RunDetail Of(RunView view) => new(RunItem.Of(view.Row), view.Input, view.Output, view.WhyCode, view.Chain, view.SavedBy, view.ApproveBy, view.DecidedAt, view.Note, view.StartedAt, view.Delivery);
}

/// <param name="Note">Why; needed to say no.</param>
internal sealed record DecisionBody(string Note = "");

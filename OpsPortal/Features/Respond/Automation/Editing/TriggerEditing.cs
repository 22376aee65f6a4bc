using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Queries;
using OpsPortal.Features.Respond.Automation.Sending;
using OpsPortal.Live;

namespace OpsPortal.Features.Respond.Automation.Editing;

/// <summary>What a person does with a trigger that exists.</summary>
internal sealed class TriggerActs(RestartTrigger restart, StopTrigger stop, DeleteTrigger delete, RotateTriggerSecret rotate, ChangeFeed feed)
{
    public RestartTrigger Restart => restart;

    public StopTrigger Stop => stop;

    public DeleteTrigger Delete => delete;

    public RotateTriggerSecret Rotate => rotate;

    public IDisposable Follow(Action onChange) => feed.Subscribe(ChangeKind.Automation, onChange);
}

/// <summary>What the page of a trigger asks and does.</summary>
internal sealed class TriggerEditing(TriggerQueries queries, SaveTrigger save, TryTrigger attempt, TriggerActs acts, ScriptFolder scripts)
{
    public TriggerQueries Queries => queries;

    public SaveTrigger Save => save;

    public TryTrigger Try => attempt;

    public RestartTrigger Restart => acts.Restart;

    public StopTrigger Stop => acts.Stop;

    public DeleteTrigger Delete => acts.Delete;

    public RotateTriggerSecret Rotate => acts.Rotate;

    /// <summary>Calls at every change of triggers and runs until the result is disposed.</summary>
    public IDisposable Follow(Action onChange) => acts.Follow(onChange);

    /// <summary>To choose from; null: scripts are switched off.</summary>
    public IReadOnlyList<string>? Scripts => scripts.IsOn ? scripts.Names() : null;
}

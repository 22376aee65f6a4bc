using System.Collections.Frozen;
using static OpsPortal.Domain.Respond.Automation.RunState;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>The trigger's condition holds; the guardrails are asked.</summary>
    Proposed,

    /// <summary>A person must say yes.</summary>
    AwaitingApproval,

    /// <summary>It is in the outbox, for the first time or again.</summary>
    Queued,

    /// <summary>It is being sent, or its script runs.</summary>
    Running,
    Succeeded,

    /// <summary>It was tried as often as it may be, or must not be tried again.</summary>
    Failed,

    /// <summary>It was called off before it was done: by a person, by time, or because its trigger was stopped.</summary>
    Stopped,

    /// <summary>A guardrail, or the person who was asked, said no.</summary>
    Refused,

    /// <summary>The trigger is on trial: it would have gone.</summary>
    Rehearsed,
}

/// <summary>The diagram of a run, as data. What is not listed is refused.</summary>
public static class RunLifecycle
{
    private static readonly FrozenDictionary<RunState, RunState[]> Next = new Dictionary<RunState, RunState[]>
    {
        [Proposed] = [AwaitingApproval, Queued, Refused, Rehearsed],
        [AwaitingApproval] = [Queued, Refused, Stopped],
        [Queued] = [Running, Failed, Stopped],
        [Running] = [Queued, Succeeded, Failed],
    }.ToFrozenDictionary();

    public static bool Allows(RunState from, RunState to) => Next.TryGetValue(from, out var next) && next.Contains(to);

    /// <summary>Nothing follows any more.</summary>
    public static bool IsOver(RunState state) => !Next.ContainsKey(state);
}

using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>What the guardrails say of a run that is proposed.</summary>
public enum Ruling
{
    /// <summary>It may go.</summary>
    Go,

    /// <summary>A person is asked first.</summary>
    Ask,

    /// <summary>Not this time.</summary>
    Refuse,

    /// <summary>Not this time, nor again until a person restarts the trigger.</summary>
    Stop,
}

/// <summary>An earlier occasion of the same trigger.</summary>
/// <param name="Target">What was, or would have been, acted on.</param>
/// <param name="Identity">The condition: source and fingerprint of the event.</param>
/// <param name="Acted">It went, or waits for its yes; false: a guardrail refused it.</param>
public readonly record struct EarlierRun(DateTimeOffset At, string Target, string Identity, bool Acted);

/// <summary>The run that is proposed.</summary>
/// <param name="Suppressed">A silence covers the event.</param>
/// <param name="Chain">The triggers whose actions led to this event, first to last; empty where no action did.</param>
public readonly record struct ProposedRun(TriggerNumber Trigger, DateTimeOffset At, string Target, string Identity, bool Suppressed, IReadOnlyList<TriggerNumber> Chain);

/// <summary>A ruling and its reason.</summary>
/// <param name="Why">Null where it may go.</param>
public sealed record GuardrailDecision(Ruling Ruling, Refusal? Why)
{
    /// <summary>Longest chain of actions that lead to each other, even where no trigger is in it twice.</summary>
    public const int LongestChain = 8;

    /// <summary>Decides from nothing but what it is given; the same facts always give the same ruling.</summary>
    /// <param name="earlier">Earlier occasions of this trigger, in any order; those older than <see cref="Guardrails.Memory"/> do not count.</param>
    /// <param name="activeFrom">When the trigger was saved or restarted: what happened before is no sign of a loop now.</param>
    public static GuardrailDecision Of(Guardrails rails, ProposedRun run, IReadOnlyCollection<EarlierRun> earlier, DateTimeOffset activeFrom)
    {
        if (Loop(rails, run, earlier, activeFrom) is { } loop) return new(Ruling.Stop, loop);
        if (run.Suppressed) return new(Ruling.Refuse, AutomationRefusals.Suppressed());
        var acted = earlier.Where(one => one.Acted && one.At <= run.At).ToList();
        var last = acted.Where(one => one.Target == run.Target).Select(one => (DateTimeOffset?)one.At).Max();
        if (last is { } at && run.At - at < rails.CoolDown) return new(Ruling.Refuse, AutomationRefusals.CoolingDown(run.Target, at + rails.CoolDown));
        var recent = acted.Where(one => run.At - one.At < rails.Within).ToList();
        if (recent.Count >= rails.MaxRuns) return new(Ruling.Refuse, AutomationRefusals.RateLimit(rails.MaxRuns, rails.Within));
        var targets = recent.Select(one => one.Target).ToHashSet(StringComparer.Ordinal);
        if (!targets.Contains(run.Target) && targets.Count >= rails.MaxTargets) return new(Ruling.Refuse, AutomationRefusals.BlastRadius(rails.MaxTargets, rails.Within));
        return rails.NeedsApproval ? new(Ruling.Ask, AutomationRefusals.NeedsApproval()) : new(Ruling.Go, null);
    }

    /// <summary>
    /// A loop shows in three ways: the event says that an action of this trigger led to it; one condition comes again and again
    /// after it was acted on, whether or not a cool-down held the next action back; or one target is acted on again and again.
    /// </summary>
    private static Refusal? Loop(Guardrails rails, ProposedRun run, IReadOnlyCollection<EarlierRun> earlier, DateTimeOffset activeFrom)
    {
        if (run.Chain.Contains(run.Trigger)) return AutomationRefusals.OwnDoing(run.Chain);
        if (run.Chain.Count >= LongestChain) return AutomationRefusals.ChainTooLong(LongestChain);
        var recent = earlier.Where(one => one.At >= activeFrom && one.At <= run.At && run.At - one.At < rails.LoopWithin).ToList();
        var same = recent.Where(one => one.Identity == run.Identity).ToList();
        if (same.Count >= rails.LoopRuns && same.Exists(one => one.Acted)) return AutomationRefusals.SameConditionAgain(same.Count + 1, rails.LoopWithin);
        var onTarget = recent.Count(one => one.Acted && one.Target == run.Target);
        return onTarget >= rails.LoopRuns ? AutomationRefusals.SameTargetAgain(run.Target, onTarget + 1, rails.LoopWithin) : null;
    }
}

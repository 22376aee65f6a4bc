using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>What can be done about a noisy rule, gentlest first.</summary>
public enum AdviceKind
{
    /// <summary>Only what is worse fires.</summary>
    RaiseThreshold,

    /// <summary>Only what lasts longer fires.</summary>
    LongerFor,

    /// <summary>What comes together is one event.</summary>
    Group,

    /// <summary>A window that recurs holds it back when it is known to be noise.</summary>
    SuppressInWindow,

    /// <summary>It raises no events any more.</summary>
    Retire,
}

/// <summary>Where advice stands.</summary>
public enum AdviceState
{
    Offered,

    /// <summary>It is in force.</summary>
    Applied,

    /// <summary>It was in force; everything is as it was before.</summary>
    Undone,

    /// <summary>Newer advice stands for it.</summary>
    Replaced,
}

/// <summary>One piece of advice for a rule or monitor, tried on the past. Once applied, its effect is counted over as long a time as the past it was tried on.</summary>
public sealed class NoiseAdvice
{
    public const int MaxTextLength = 500;

    public Guid Id { get; init; }

    /// <summary>The <see cref="NoisyRule.Id"/> of the rule.</summary>
    public long Rule { get; init; }

    public AdviceKind Kind { get; init; }

    /// <summary>What would be done, in a sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Exactly what would be saved, as JSON.</summary>
    public required string Proposal { get; init; }

    public required BackTested BackTest { get; init; }

    public DateTimeOffset FoundAt { get; init; }

    public AdviceState State { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    public string AppliedBy { get; private set; } = "";

    /// <summary>Exactly what was before, as JSON; empty: it was never applied.</summary>
    public string Before { get; private set; } = "";

    public DateTimeOffset? UndoneAt { get; private set; }

    public string UndoneBy { get; private set; } = "";

    /// <summary>Events of the rule over as long a time before it was applied as <see cref="BackTested.Days"/>; null: not counted yet.</summary>
    public int? EventsBefore { get; private set; }

    /// <summary>The same afterwards; null: that time is not over.</summary>
    public int? EventsAfter { get; private set; }

    /// <summary>When the effect is to be counted; null: it need not be, or was.</summary>
    public DateTimeOffset? MeasureDueAt { get; private set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public TimeSpan Period => TimeSpan.FromDays(BackTest.Days);

    /// <summary>Why it cannot be applied, or null where it can.</summary>
    public Refusal? MayApply() => State == AdviceState.Offered ? null : AdviceRefusals.NotOffered(State);

    /// <summary>Why it cannot be undone, or null where it can.</summary>
    public Refusal? MayUndo() => State == AdviceState.Applied ? null : AdviceRefusals.NotApplied(State);

    /// <summary>It has been put in force.</summary>
    /// <param name="before">Exactly what was before, as JSON.</param>
    public Outcome<NoiseAdvice> Apply(string before, Actor by, DateTimeOffset at)
    {
        if (MayApply() is { } why) return why;
        (State, AppliedAt, AppliedBy, Before, MeasureDueAt) = (AdviceState.Applied, at, by.Name, before, at + Period);
        Version++;
        return this;
    }

    /// <summary>Everything is as it was before.</summary>
    public Outcome<NoiseAdvice> Undo(Actor by, DateTimeOffset at)
    {
        if (MayUndo() is { } why) return why;
        (State, UndoneAt, UndoneBy, MeasureDueAt) = (AdviceState.Undone, at, by.Name, null);
        Version++;
        return this;
    }

    /// <summary>Newer advice stands for it; does nothing unless it is only offered.</summary>
    public void Replace()
    {
        if (State != AdviceState.Offered) return;
        State = AdviceState.Replaced;
        Version++;
    }

    /// <summary>Takes what was counted before and after. Running it twice changes nothing.</summary>
    public void Measure(int before, int after)
    {
        if (MeasureDueAt is null) return;
        (EventsBefore, EventsAfter, MeasureDueAt) = (before, after, null);
        Version++;
    }
}

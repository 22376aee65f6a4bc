using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Automation;

public enum TriggerMode
{
    Off,

    /// <summary>On trial: what it would do is written down and not done.</summary>
    DryRun,
    Live,
}

/// <summary>Links a condition on events to an action, within guardrails.</summary>
/// <remarks>It acts on what happens after it was saved or restarted, never on the past. All instants are UTC.</remarks>
public sealed class Trigger
{
    /// <summary>Most triggers of one portal.</summary>
    public const int Most = 500;

    public const int MaxNameLength = 120;
    public const int MaxReasonLength = 1000;

    public TriggerNumber Number { get; init; }

    public required string Name { get; set; }

    /// <summary>Why it is there.</summary>
    public required string Reason { get; set; }

    public TriggerMode Mode { get; set; }

    public required TriggerCondition Condition { get; set; }

    public required TriggerAction Action { get; set; }

    public required Guardrails Guardrails { get; set; }

    /// <summary>What webhooks are signed with, sealed; null where nothing is posted.</summary>
    public string? SealedSecret { get; set; }

    /// <summary>What happened before does not concern it.</summary>
    public DateTimeOffset ActiveFrom { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Who saved it last, as shown.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>The person who saved it last, who may not approve its runs; null: a machine did.</summary>
    public PersonId? ChangedByPerson { get; private set; }

    /// <summary>Since when it is stopped; null: it is not.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Why it was stopped, in words; empty where it is not.</summary>
    public string StoppedWhy { get; private set; } = "";

    /// <summary>Failures since the last success.</summary>
    public int FailuresInRow { get; private set; }

    /// <summary>Raised by every change of what it is; two changes of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    /// <summary>Whether it looks at what happens.</summary>
    public bool IsWatching => Mode != TriggerMode.Off && StoppedAt is null;

    /// <summary>The first thing that stands in its way; null: nothing.</summary>
    /// <param name="confirmed">The person knows that it holds for every event.</param>
    public Refusal? Check(bool confirmed)
    {
        if (string.IsNullOrWhiteSpace(Name)) return AutomationRefusals.NameMissing();
        if (Name.Length > MaxNameLength) return AutomationRefusals.NameTooLong();
        if (string.IsNullOrWhiteSpace(Reason)) return AutomationRefusals.ReasonMissing();
        if (Reason.Length > MaxReasonLength) return AutomationRefusals.NoteTooLong();
        if ((Action.Check() ?? Guardrails.Check()) is { } no) return no;
        return Condition.HoldsForEverything && !confirmed ? AutomationRefusals.HoldsForEverything() : null;
    }

    /// <summary>Notes who saved it; from now on it looks at what happens.</summary>
    public void Saved(Actor by, DateTimeOffset at)
    {
        (ChangedAt, ActiveFrom, ChangedBy, ChangedByPerson) = (at, at, by.Name, by.Person);
        Version++;
    }

    /// <summary>Stops it until a person restarts it. Stopping it twice changes nothing.</summary>
    public void Stop(Refusal why, DateTimeOffset at)
    {
        if (StoppedAt is not null) return;
        (StoppedAt, StoppedWhy) = (at, why.Message);
        Version++;
    }

    /// <summary>Lets it work again. Refused where it is not stopped, and for a machine.</summary>
    public Outcome<Trigger> Restart(Actor by, DateTimeOffset at)
    {
        if (by.Person is null) return AutomationRefusals.NotAPerson();
        if (StoppedAt is null) return AutomationRefusals.NotStopped();
        (StoppedAt, StoppedWhy, FailuresInRow, ActiveFrom) = (null, "", 0, at);
        Version++;
        return this;
    }

    public void Worked() => FailuresInRow = 0;

    /// <summary>Counts a failure and stops the trigger where there were enough of them in a row.</summary>
    public void Failed(DateTimeOffset at)
    {
        FailuresInRow++;
        if (FailuresInRow >= Guardrails.StopAfterFailures) Stop(AutomationRefusals.TooManyFailures(FailuresInRow), at);
    }
}

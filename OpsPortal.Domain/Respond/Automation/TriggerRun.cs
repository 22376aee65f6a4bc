using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Domain.Respond.Automation;

/// <summary>One occasion on which a trigger's condition held, and what came of it: also the runs that a guardrail refused.</summary>
/// <remarks>A trigger has at most one run for each <see cref="Happening"/>. All instants are UTC.</remarks>
public sealed class TriggerRun
{
    public const int MaxNoteLength = 1000;
    public const int MaxOutputLength = 64 * 1024;
    public const int MaxTargetLength = 200;

    /// <summary>The label by which a signal says that a run led to it, and the member of a webhook's body that names the run.</summary>
    public const string Label = "opsportal_run";

    public RunNumber Number { get; init; }

    public TriggerNumber Trigger { get; init; }

    /// <summary>As the trigger was called then.</summary>
    public required string TriggerName { get; init; }

    /// <summary>Who had saved the trigger last, as shown.</summary>
    public required string SavedBy { get; init; }

    public EventNumber Event { get; init; }

    public Occasion Occasion { get; init; }

    /// <inheritdoc cref="Happening.Occurrence"/>
    public long Occurrence { get; init; }

    /// <summary>The condition: source and fingerprint of the event.</summary>
    public required string Identity { get; init; }

    /// <summary>What is acted on: the service, or the condition where no service is known.</summary>
    public required string Target { get; init; }

    public DateTimeOffset At { get; init; }

    public ActionKind Action { get; init; }

    /// <summary>Exactly what is sent, or the script with its arguments; JSON.</summary>
    public required string Input { get; init; }

    /// <summary>The triggers whose actions led here and this one, first to last, as <c>TRG-2 TRG-7</c>.</summary>
    public required string Chain { get; init; }

    public RunState State { get; private set; } = RunState.Proposed;

    /// <summary>It went, or waits for its yes, or would have gone: what the guardrails count.</summary>
    public bool Acted { get; private set; }

    /// <summary>The code of the refusal; empty where there was none.</summary>
    public string WhyCode { get; private set; } = "";

    /// <summary>Why it was refused, stopped or failed, in words; empty where nothing stood in the way.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Until when it waits for a yes.</summary>
    public DateTimeOffset? ApproveBy { get; private set; }

    /// <summary>Who said yes or no, or called it off, as shown; empty: nobody was asked.</summary>
    public string DecidedBy { get; private set; } = "";

    public DateTimeOffset? DecidedAt { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>The message in the outbox, and the idempotency key its receiver sees.</summary>
    public Guid? Message { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What came back: the receiver's answer or what the script printed, cut and without secrets.</summary>
    public string Output { get; private set; } = "";

    /// <summary>Raised by every move; two moves of the same version cannot both be saved.</summary>
    public int Version { get; private set; }

    public Happening Happening => new(Event, Occasion, Occurrence, At);

    /// <summary>Carries the ruling of the guardrails out.</summary>
    /// <param name="rehearsed">The trigger is on trial: what would go, or ask, is only written down.</param>
    public void Rule(GuardrailDecision decision, bool rehearsed, TimeSpan approveWithin)
    {
        (WhyCode, Why) = (decision.Why?.Code ?? "", decision.Why?.Message ?? "");
        Acted = decision.Ruling is Ruling.Go or Ruling.Ask;
        if (!Acted) End(RunState.Refused, At);
        else if (rehearsed) End(RunState.Rehearsed, At);
        else if (decision.Ruling == Ruling.Ask)
        {
            Move(RunState.AwaitingApproval);
            ApproveBy = At + approveWithin;
        }
    }

    /// <summary>Into the outbox. Refused where it is not its turn.</summary>
    public Outcome<TriggerRun> Queue(Guid message)
    {
        if (!Move(RunState.Queued)) return AutomationRefusals.NotFrom(State, RunState.Queued);
        (Message, WhyCode, Why) = (message, "", "");
        return this;
    }

    /// <summary>Says yes. Refused for whoever saved the trigger last, for a machine, too late, and where the trigger was changed meanwhile.</summary>
    public Outcome<TriggerRun> Approve(Actor by, Trigger trigger, string note, DateTimeOffset at)
    {
        if (Answering(by, trigger, note, at) is { } no) return no;
        if (trigger.ChangedAt > At) return AutomationRefusals.TriggerChanged();
        if (trigger.StoppedAt is not null || trigger.Mode != TriggerMode.Live) return AutomationRefusals.TriggerRests();
        (DecidedBy, DecidedAt, Note) = (by.Name, at, note.Trim());
        return this;
    }

    /// <summary>Says no, with a reason. Refused for a machine, without a reason, and where nobody asks any more.</summary>
    public Outcome<TriggerRun> Reject(Actor by, string note, DateTimeOffset at)
    {
        if (by.Person is null) return AutomationRefusals.NotAPerson();
        if (string.IsNullOrWhiteSpace(note)) return AutomationRefusals.ReasonMissing();
        if (note.Length > MaxNoteLength) return AutomationRefusals.NoteTooLong();
        if (State != RunState.AwaitingApproval) return AutomationRefusals.NotFrom(State, RunState.Refused);
        (DecidedBy, DecidedAt, Note) = (by.Name, at, note.Trim());
        (WhyCode, Why) = ("automation.rejected", $"{by.Name} said no: {note.Trim()}");
        End(RunState.Refused, at);
        return this;
    }

    /// <summary>Calls it off. Refused where it has begun or is over.</summary>
    public Outcome<TriggerRun> Stop(string by, Refusal why, DateTimeOffset at)
    {
        if (!RunLifecycle.Allows(State, RunState.Stopped)) return AutomationRefusals.NotFrom(State, RunState.Stopped);
        (WhyCode, Why) = (why.Code, why.Message);
        if (by.Length > 0) (DecidedBy, DecidedAt) = (by, at);
        End(RunState.Stopped, at);
        return this;
    }

    public void Start(DateTimeOffset at)
    {
        if (!Move(RunState.Running)) return;
        (StartedAt, Attempts) = (StartedAt ?? at, Attempts + 1);
    }

    public void Succeed(string output, DateTimeOffset at)
    {
        (Output, WhyCode, Why) = (output, "", "");
        End(RunState.Succeeded, at);
    }

    /// <summary>It did not work.</summary>
    /// <param name="again">It will be tried again.</param>
    public void Fail(string why, string output, bool again, DateTimeOffset at)
    {
        (Output, WhyCode, Why) = (output, "automation.failed", why);
        if (again) Move(RunState.Queued);
        else End(RunState.Failed, at);
    }

    private static Refusal? Answering(Actor by, Trigger trigger, string note)
    {
        if (by.Person is null) return AutomationRefusals.NotAPerson();
        if (by.Person == trigger.ChangedByPerson) return AutomationRefusals.OwnTrigger();
        return note.Length > MaxNoteLength ? AutomationRefusals.NoteTooLong() : null;
    }

    private Refusal? Answering(Actor by, Trigger trigger, string note, DateTimeOffset at)
    {
        if (Answering(by, trigger, note) is { } no) return no;
        if (State != RunState.AwaitingApproval) return AutomationRefusals.NotFrom(State, RunState.Queued);
        return at > ApproveBy ? AutomationRefusals.TooLate() : null;
    }

    private bool Move(RunState next)
    {
        if (!RunLifecycle.Allows(State, next)) return false;
        State = next;
        Version++;
        return true;
    }

    private void End(RunState next, DateTimeOffset at)
    {
        if (Move(next)) EndedAt = at;
    }
}

namespace OpsPortal.Domain.Deliver.Deployments.Steps;

/// <summary>Where a step stands, or how one attempt of it ended.</summary>
public enum StepState
{
    /// <summary>No attempt was begun.</summary>
    Due,
    Running,
    Succeeded,

    /// <summary>It ended and did not do it.</summary>
    Failed,

    /// <summary>It did not end in time.</summary>
    TimedOut,

    /// <summary>It was lost: it may have been done, wholly, in part or not at all.</summary>
    Unknown,

    /// <summary>A person left it out.</summary>
    Skipped,
}

/// <summary>One attempt of one step, or that it was left out. Kept for good.</summary>
public sealed class StepAttempt
{
    /// <summary>Longest reason, evidence and reference, in characters.</summary>
    public const int MaxTextLength = DeploymentEntry.MaxTextLength, MaxReferenceLength = 500;

    public DeploymentNumber Deployment { get; init; }

    public int Stage { get; init; }

    public int Step { get; init; }

    public int Attempt { get; init; }

    public AttemptKey Key => new(Deployment, Stage, Step, Attempt);

    public StepState State { get; private set; } = StepState.Running;

    public DateTimeOffset BeganAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When it has taken too long, or a wait is over; null: nothing limits it.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>When the next look is due, of what is judged; else null.</summary>
    public DateTimeOffset? LookAt { get; private set; }

    /// <summary>Who ended it, as shown: the portal, a runner, or the person who answered or left it out.</summary>
    public string EndedBy { get; private set; } = "";

    /// <summary>Why it ended so, or the evidence that it was done.</summary>
    public string Why { get; private set; } = "";

    /// <summary>Where the run can be looked at, as its runner names it.</summary>
    public string Reference { get; private set; } = "";

    /// <summary>A person has said that it may be tried once more, whatever it is.</summary>
    public bool MayRepeat { get; private set; }

    public bool IsSettled => State is StepState.Succeeded or StepState.Skipped;

    internal static StepAttempt Begin(AttemptKey key, PlannedStep step, DateTimeOffset at) => new()
    {
        Deployment = key.Deployment,
        Stage = key.Stage,
        Step = key.Step,
        Attempt = key.Attempt,
        BeganAt = at,
        Deadline = step.Kind == StepKind.Wait ? at + step.For : step.IsReported && step.TimeOut > TimeSpan.Zero ? at + step.TimeOut : null,
        LookAt = step.IsJudged ? at + step.Every : null,
    };

    internal void End(StepState state, string by, string why, DateTimeOffset at) => (State, EndedBy, Why, EndedAt, LookAt) = (state, by, why, at, null);

    internal void LookAgain(DateTimeOffset at) => LookAt = at;

    internal void Refer(string reference) => Reference = reference;

    internal void AllowAgain() => MayRepeat = true;
}

/// <summary>What a runner or the traffic controller says of an attempt.</summary>
/// <param name="Why">In words; may be empty where it succeeded.</param>
/// <param name="Reference">Where the run can be looked at; may be empty.</param>
/// <param name="Traffic">The share in percent that was read back; null: nobody looked.</param>
public sealed record StepResult(bool Succeeded, string Why = "", string Reference = "", int? Traffic = null);

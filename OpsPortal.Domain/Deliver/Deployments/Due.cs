using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>The one thing that is to be done next about a deployment.</summary>
public abstract record Due
{
    private Due()
    {
    }

    /// <summary>Begin an attempt, whatever the step is: run a task, shift traffic, take the first look, wait, ask. The key is the idempotency key.</summary>
    public sealed record Begin(AttemptKey Key, PlannedStep Step) : Due;

    /// <summary>Take another look at what is judged, and say what was seen.</summary>
    public sealed record Look(AttemptKey Key, PlannedStep Step) : Due;

    /// <summary>The wait is over.</summary>
    public sealed record Elapse(AttemptKey Key) : Due;

    /// <summary>The attempt took too long; whoever carries it out ends it.</summary>
    public sealed record TimeOut(AttemptKey Key) : Due;

    /// <summary>A person has to be asked.</summary>
    public sealed record Ask(Question Question) : Due;

    /// <summary>Undo it.</summary>
    public sealed record RollBack(Refusal Why) : Due;

    /// <summary>Nothing is left to be done.</summary>
    public sealed record Finish(DeploymentState State) : Due;

    /// <summary>Nothing for now.</summary>
    /// <param name="Until">When something may be due; null: not before somebody acts or reports.</param>
    public sealed record Rest(DateTimeOffset? Until) : Due;
}

/// <summary>What kind of answer is wanted.</summary>
public enum QuestionKind
{
    /// <summary>A gate between stages: may it go on?</summary>
    Gate,

    /// <summary>A manual step is to be done, and shown.</summary>
    Manual,

    /// <summary>What was verified says neither yes nor no. Judging goes on meanwhile.</summary>
    Inconclusive,

    /// <summary>An attempt was lost, and the step must not be done twice: was it done?</summary>
    UnknownOutcome,

    /// <summary>A step failed and nothing follows from that by itself.</summary>
    StepFailed,
}

/// <summary>What a person is asked, and about which attempt.</summary>
public sealed record Question(QuestionKind Kind, AttemptKey About, string Text);

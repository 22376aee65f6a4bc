using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>Every expected no of a deployment, in the words people read.</summary>
public static class DeploymentRefusals
{
    public static Refusal NotFrom(DeploymentState from, DeploymentState to) => new("deployment.not-from-state", $"A deployment that is {Said(from)} cannot become {Said(to)}.");

    public static Refusal ChangeNotBegun(ChangeNumber change, ChangeState state) => new("deployment.change-not-begun", $"{change} is {ChangeRefusals.Said(state)}; only a change that has begun is deployed.");

    public static Refusal TextMissing(string what) => new("deployment.text-missing", $"Write a {what}.");

    public static Refusal TooLong(string what, int most) => new("deployment.invalid-length", $"The {what} has at most {most} characters.");

    public static Refusal NotAPerson(string name) => new("deployment.not-a-person", $"{name} is no person who is signed in; this is for a person to answer for.");

    public static Refusal NothingAsked() => new("deployment.nothing-asked", "Nothing of that kind is asked now.");

    public static Refusal NothingToRetry() => new("deployment.nothing-to-retry", "No step has failed, timed out or been lost.");

    public static Refusal NothingToSkip() => new("deployment.nothing-to-skip", "No step is left.");

    public static Refusal StillRunning(AttemptKey key) => new("deployment.step-running", $"{key} is still running. Wait for its end, or abort or roll back the deployment.");

    public static Refusal HaltFirst() => new("deployment.halt-first", "A step is left out only while the deployment is paused or asks. Pause it first.");

    public static Refusal GoesBack() => new("deployment.goes-back", "It is being rolled back. Let it, or pause it and give it up.");

    public static Refusal NothingToRollBack() => new("deployment.nothing-to-roll-back", "Nothing of it was done, so there is nothing to undo.");

    public static Refusal NoBackout() => new("deployment.no-backout", "The earlier version no longer stands by, and no backout steps are given that bring it back.");

    public static Refusal UnknownAttempt(AttemptKey key) => new("deployment.unknown-attempt", $"There is no attempt {key}.");

    public static Refusal OlderAttempt(AttemptKey key, AttemptKey latest) => new("deployment.older-attempt", $"{key} was followed by {latest}; only the latest attempt counts.");

    public static Refusal AlreadyReported(AttemptKey key, StepState state) => new("deployment.already-reported", $"The result of {key} was taken already: {state.ToString().ToLowerInvariant()}. Each counts once.");

    public static Refusal TooLate(AttemptKey key, string because) => new("deployment.too-late", $"The result of {key} comes too late: {because}.");

    public static Refusal NotReported(AttemptKey key) => new("deployment.not-reported", $"{key} is ended by a verdict, a person or the clock, not by a report.");

    public static Refusal NotJudged(AttemptKey key) => new("deployment.not-judged", $"{key} verifies nothing.");

    public static Refusal CannotBeLost(AttemptKey key) => new("deployment.cannot-be-lost", $"{key} lives in the portal's own memory, which a restart does not lose.");

    public static Refusal NotVerified(string step, string why) => new("deployment.not-verified", $"{step} says no: {why}");

    public static Refusal StepFailed(string step, string why) => new("deployment.step-failed", $"{step} did not succeed: {why}");

    internal static string Said(DeploymentState state) => state switch
    {
        DeploymentState.WaitingForPerson => "waiting for a person",
        DeploymentState.RollingBack => "being rolled back",
        DeploymentState.RolledBack => "rolled back",
        _ => state.ToString().ToLowerInvariant(),
    };
}

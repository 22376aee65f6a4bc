using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>Says what is due. It looks only at the deployment and the clock, so whoever asks after a restart is told the same.</summary>
public static class DeploymentEngine
{
    /// <param name="at">Now. An instant before the last that the deployment knows counts as that one.</param>
    public static Due Next(Deployment deployment, DateTimeOffset at)
    {
        if (!DeploymentLifecycle.IsUnderWay(deployment.State)) return Rest();
        var acts = deployment.State is Running or RollingBack;
        if (deployment.Current is not { } here) return acts ? new Due.Finish(deployment.IsGoingBack ? RolledBack : Succeeded) : Rest();
        return deployment.LastOf(here) switch
        {
            null => acts ? Begin(deployment, here, 1) : Rest(),
            { State: StepState.Running } running => UnderWay(here, running, deployment.Clock(at)),
            var ended => After(deployment, here, ended, acts),
        };
    }

    private static Due UnderWay(StepPosition here, StepAttempt running, DateTimeOffset now)
    {
        if (here.Step.Kind == StepKind.Wait) return now >= running.Deadline ? new Due.Elapse(running.Key) : Rest(running.Deadline);
        if (here.Step.IsJudged) return now >= running.LookAt ? new Due.Look(running.Key, here.Step) : Rest(running.LookAt);
        return now >= running.Deadline ? new Due.TimeOut(running.Key) : Rest(running.Deadline);
    }

    /// <summary>The last attempt did not do it.</summary>
    /// <param name="acts">It is neither halted nor waiting. A breach counts all the same.</param>
    private static Due After(Deployment deployment, StepPosition here, StepAttempt ended, bool acts)
    {
        if (ended.MayRepeat) return acts ? Begin(deployment, here, ended.Attempt + 1) : Rest();
        var back = !deployment.IsGoingBack && deployment.WhyNotBack is null;
        if (back && here.Step.IsJudged && ended.State == StepState.Failed) return new Due.RollBack(DeploymentRefusals.NotVerified(here.Step.Title, ended.Why));
        if (!acts) return Rest();
        if (here.Step.IsRepeatable && (ended.State == StepState.Unknown || deployment.TriesOf(here) < here.Step.Attempts)) return Begin(deployment, here, ended.Attempt + 1);
        if (ended.State == StepState.Unknown) return Ask(QuestionKind.UnknownOutcome, ended, $"{here.Step.Title}: nobody knows whether it was done, and it must not be done twice. Was it done?");
        if (back && deployment.Recipe.RollsBackOnFailure) return new Due.RollBack(DeploymentRefusals.StepFailed(here.Step.Title, ended.Why));
        return Ask(QuestionKind.StepFailed, ended, $"{here.Step.Title} {(ended.State == StepState.TimedOut ? "took too long" : "failed")}: {ended.Why}");
    }

    private static Due.Begin Begin(Deployment deployment, StepPosition here, int attempt) => new(new(deployment.Number, here.Stage, here.Number, attempt), here.Step);

    private static Due.Ask Ask(QuestionKind kind, StepAttempt about, string text) => new(new Question(kind, about.Key, OneLine.Of(text, DeploymentEntry.MaxTextLength)));

    private static Due.Rest Rest(DateTimeOffset? until = null) => new(until);
}

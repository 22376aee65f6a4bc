using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>What people do with a deployment. Each act is carried out in full or refused with a reason.</summary>
public sealed partial class Deployment
{
    private DeploymentState Onward => IsGoingBack ? RollingBack : Running;

    /// <summary>Begins. Whether it may is asked of the rules over all deployments before.</summary>
    public Outcome<Deployment> Start(Party by, DateTimeOffset at)
    {
        if (State != Pending) return DeploymentRefusals.NotFrom(State, Running);
        StartedAt = Clock(at);
        return MoveTo(Running, by.Name, Clock(at));
    }

    /// <summary>Nothing new begins until it is resumed; what runs may end, and a breach still rolls back.</summary>
    public Outcome<Deployment> Pause(string reason, Party by, DateTimeOffset at) => Stop(Paused, reason, by, at);

    /// <summary>Goes on in the direction it had.</summary>
    public Outcome<Deployment> Resume(Party by, DateTimeOffset at) => State == Paused ? MoveTo(Onward, by.Name, Clock(at)) : DeploymentRefusals.NotFrom(State, Onward);

    /// <summary>Stops it and leaves everything where it is. Refused while it is being undone.</summary>
    public Outcome<Deployment> Abort(string reason, Party by, DateTimeOffset at)
    {
        if (IsGoingBack && DeploymentLifecycle.IsUnderWay(State)) return DeploymentRefusals.GoesBack();
        return Stop(Aborted, reason, by, at);
    }

    /// <summary>Ends it where it goes neither on nor back. Refused unless it asks or is paused.</summary>
    public Outcome<Deployment> GiveUp(string reason, Party by, DateTimeOffset at) => Stop(Failed, reason, by, at);

    /// <summary>Undoes it: while it goes on, and also after. Refused where it is being undone or was, where nothing was done, and where nothing is known that brings the earlier version back.</summary>
    public Outcome<Deployment> RollBack(string reason, Party by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } text) return text;
        if ((IsGoingBack && DeploymentLifecycle.IsUnderWay(State)) || !DeploymentLifecycle.Allows(State, RollingBack)) return DeploymentRefusals.NotFrom(State, RollingBack);
        return WhyNotBack is { } why ? why : GoBack(reason.Trim(), by, Clock(at));
    }

    /// <summary>Lets the step that did not succeed be tried once more, whatever it is. Refused where none is.</summary>
    public Outcome<Deployment> Retry(Party by, DateTimeOffset at)
    {
        if (State is not (Paused or WaitingForPerson) || Current is not { } here || LastOf(here) is not { State: StepState.Failed or StepState.TimedOut or StepState.Unknown, MayRepeat: false } last) return DeploymentRefusals.NothingToRetry();
        last.AllowAgain();
        Note(DeploymentEntryKind.Allowed, by.Name, Clock(at), $"{here.Step.Title} may be tried once more", last.Key.ToString());
        return Answered(by, at);
    }

    /// <summary>Leaves the present step out, for a reason that somebody answers for. Refused for a machine, unless it is paused or asks, and while the step runs.</summary>
    public Outcome<Deployment> Skip(string reason, Party by, DateTimeOffset at)
    {
        if ((Check(reason, "reason") ?? Human(by)) is { } why) return why;
        if (State is not (Paused or WaitingForPerson)) return DeploymentRefusals.HaltFirst();
        if (Current is not { } here) return DeploymentRefusals.NothingToSkip();
        var last = LastOf(here);
        if (last?.State == StepState.Running && here.Step.IsReported) return DeploymentRefusals.StillRunning(last.Key);
        var now = Clock(at);
        if (last?.State != StepState.Running) _attempts.Add(last = StepAttempt.Begin(new(Number, here.Stage, here.Number, (last?.Attempt ?? 0) + 1), here.Step, now));
        EndAttempt(last, StepState.Skipped, by.Name, reason.Trim(), now);
        return Answered(by, at);
    }

    /// <summary>Says yes at a gate, or goes on in spite of a verification that says neither yes nor no. Refused for a machine, and where neither is asked.</summary>
    public Outcome<Deployment> Proceed(string note, Party by, DateTimeOffset at) => Answer(note, by, at, QuestionKind.Gate, QuestionKind.Inconclusive);

    /// <summary>Shows that a manual step was done, or that an attempt of which nobody knew did its work. Refused for a machine, and where neither is asked.</summary>
    /// <param name="evidence">What was seen, or where it can be looked at.</param>
    public Outcome<Deployment> Complete(string evidence, Party by, DateTimeOffset at) => Answer(evidence, by, at, QuestionKind.Manual, QuestionKind.UnknownOutcome);

    /// <summary>Adds a note; allowed in every state.</summary>
    public Outcome<Deployment> Comment(string text, Party by, DateTimeOffset at)
    {
        if (Check(text, "note") is { } why) return why;
        Note(DeploymentEntryKind.Noted, by.Name, Clock(at), text.Trim());
        return this;
    }

    private Outcome<Deployment> Answer(string text, Party by, DateTimeOffset at, params QuestionKind[] kinds)
    {
        if ((Check(text, "note") ?? Human(by)) is { } why) return why;
        if (Question is not { } question || !kinds.Contains(question.Kind) || Find(question.About) is not { } attempt) return DeploymentRefusals.NothingAsked();
        EndAttempt(attempt, StepState.Succeeded, by.Name, text.Trim(), Clock(at));
        return Answered(by, at);
    }

    /// <summary>Whoever is waited for has spoken: it goes on, unless somebody halted it.</summary>
    private Outcome<Deployment> Answered(Party by, DateTimeOffset at) => State == WaitingForPerson ? MoveTo(Onward, by.Name, Clock(at)) : this;

    private Outcome<Deployment> Stop(DeploymentState next, string reason, Party by, DateTimeOffset at)
    {
        if (Check(reason, "reason") is { } why) return why;
        if (!DeploymentLifecycle.Allows(State, next)) return DeploymentRefusals.NotFrom(State, next);
        if (DeploymentLifecycle.HasEnded(next)) LeaveRunning(by, "left when the deployment ended", Clock(at));
        Why = reason.Trim();
        return MoveTo(next, by.Name, Clock(at), reason.Trim());
    }

    private Outcome<Deployment> GoBack(string reason, Party by, DateTimeOffset now)
    {
        LeaveRunning(by, "left when the rollback began", now);
        var back = RollbackPlanner.Plan(Recipe, Begun);
        BackFrom = Stages.Count + 1;
        Stages = [.. Stages, .. back];
        Why = reason;
        return MoveTo(RollingBack, by.Name, now, reason);
    }

    /// <summary>What still runs is nobody's any more: whoever carries it out ends it, and what it says counts for nothing.</summary>
    private void LeaveRunning(Party by, string why, DateTimeOffset now)
    {
        if (_attempts.Find(attempt => attempt.State == StepState.Running) is { } running) EndAttempt(running, StepState.Unknown, by.Name, why, now);
    }

    private static Refusal? Human(Party by) => by.Person is null ? DeploymentRefusals.NotAPerson(by.Name) : null;

    private static Refusal? Check(string text, string what) =>
        string.IsNullOrWhiteSpace(text) ? DeploymentRefusals.TextMissing(what) : text.Length > StepAttempt.MaxTextLength ? DeploymentRefusals.TooLong(what, StepAttempt.MaxTextLength) : null;
}

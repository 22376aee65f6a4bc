using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Domain.Deliver.Deployments.DeploymentState;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>How a deployment moves on, and what it is told of its attempts.</summary>
public sealed partial class Deployment
{
    /// <summary>The first step that is neither done nor left out, in the direction it goes; null: none is left.</summary>
    public StepPosition? Current => Positions(Math.Max(BackFrom, 1)).FirstOrDefault(here => LastOf(here) is not { IsSettled: true });

    /// <summary>Why it cannot be undone, or null where it can.</summary>
    public Refusal? WhyNotBack => RollbackPlanner.WhyNot(Recipe, Begun);

    private List<PlannedStep> Begun => [.. Positions(1).Where(here => !Stages[here.Stage - 1].GoesBack && LastOf(here) is { } last && (last.Attempt > 1 || last.State != StepState.Skipped)).Select(here => here.Step)];

    /// <summary>Does to the deployment what is due, and says what that was, for whoever carries it out. Saved first, carried out then.</summary>
    public Due Advance(DateTimeOffset at)
    {
        var now = Clock(at);
        var due = DeploymentEngine.Next(this, now);
        switch (due)
        {
            case Due.Begin begin: Begin(begin, now); break;
            case Due.Look look: Put(look.Key, attempt => attempt.LookAgain(now + look.Step.Every)); break;
            case Due.Elapse(var key): Put(key, attempt => EndAttempt(attempt, StepState.Succeeded, Party.Portal.Name, "", now)); break;
            case Due.TimeOut(var key): Put(key, attempt => EndAttempt(attempt, StepState.TimedOut, Party.Portal.Name, "It took too long.", now)); break;
            case Due.Ask(var question): Ask(question, now); break;
            case Due.RollBack(var why): GoBack(why.Message, Party.Portal, now); break;
            case Due.Finish(var state): MoveTo(state, Party.Portal.Name, now); break;
        }

        return due;
    }

    /// <summary>Takes the result of an attempt, once. Refused for an older attempt, twice, too late, and for what does not end by a report.</summary>
    public Outcome<Deployment> Report(AttemptKey key, StepResult result, string by, DateTimeOffset at)
    {
        var heard = Reportable(key);
        if (heard is not Outcome<StepAttempt>.Done(var attempt)) return heard.Refusal ?? DeploymentRefusals.UnknownAttempt(key);
        if (!StepOf(key).IsReported) return DeploymentRefusals.NotReported(key);
        if (result.Reference.Length > 0) attempt.Refer(OneLine.Of(result.Reference, StepAttempt.MaxReferenceLength));
        EndAttempt(attempt, result.Succeeded ? StepState.Succeeded : StepState.Failed, by, OneLine.Of(result.Why, StepAttempt.MaxTextLength), Clock(at), result.Traffic);
        return Question?.About == key ? Answered(Party.Portal, at) : this;
    }

    /// <summary>Keeps by which name the runner calls the run that is under way, so that it can be asked again after a restart. Refused as <see cref="Report"/>.</summary>
    public Outcome<Deployment> Refer(AttemptKey key, string reference)
    {
        var heard = Reportable(key);
        if (heard is not Outcome<StepAttempt>.Done(var attempt)) return heard.Refusal ?? DeploymentRefusals.UnknownAttempt(key);
        Put(key, _ => attempt.Refer(OneLine.Of(reference, StepAttempt.MaxReferenceLength)));
        return this;
    }

    /// <summary>Whoever carried the attempt out is gone, and nobody knows how far it came. Refused for what a restart does not lose.</summary>
    public Outcome<Deployment> Lose(AttemptKey key, DateTimeOffset at)
    {
        var heard = Reportable(key);
        if (heard is not Outcome<StepAttempt>.Done(var attempt)) return heard.Refusal ?? DeploymentRefusals.UnknownAttempt(key);
        if (!StepOf(key).IsReported) return DeploymentRefusals.CannotBeLost(key);
        if (attempt.State == StepState.Unknown) return DeploymentRefusals.AlreadyReported(key, attempt.State);
        EndAttempt(attempt, StepState.Unknown, Party.Portal.Name, "Whoever carried it out is gone.", Clock(at));
        return this;
    }

    /// <summary>Takes what was seen at a look. A no ends the step at once; a yes when it was looked long enough; neither, or an error, asks a person then, and judging goes on.</summary>
    /// <remarks>Once a person is asked a later yes does not answer for that person; a later no does.</remarks>
    /// <param name="seen">Null: nothing is decided yet, so it is looked again.</param>
    /// <param name="next">When to look again; null: after the step's own time.</param>
    public Outcome<Deployment> Judge(AttemptKey key, CheckState? seen, string why, DateTimeOffset at, DateTimeOffset? next = null)
    {
        var heard = Reportable(key);
        if (heard is not Outcome<StepAttempt>.Done(var attempt)) return heard.Refusal ?? DeploymentRefusals.UnknownAttempt(key);
        var (step, now) = (StepOf(key), Clock(at));
        if (!step.IsJudged) return DeploymentRefusals.NotJudged(key);
        why = OneLine.Of(why, StepAttempt.MaxTextLength);
        var asked = Question?.About == key;
        var enough = now >= attempt.BeganAt + step.For;
        if (seen == CheckState.Failed) EndAttempt(attempt, StepState.Failed, Party.Portal.Name, why, now);
        else if (seen == CheckState.Successful && enough && !asked) EndAttempt(attempt, StepState.Succeeded, Party.Portal.Name, why, now);
        else
        {
            attempt.LookAgain(next ?? (now + step.Every));
            Note(DeploymentEntryKind.Judged, Party.Portal.Name, now, $"{seen?.ToString() ?? "Not decided"}: {why}", key.ToString());
            if (seen is CheckState.Inconclusive or CheckState.Error && enough && !asked && State == Onward) Ask(new(QuestionKind.Inconclusive, key, $"{step.Title} says neither yes nor no: {why}"), now);
        }

        // Where a breach cannot be rolled back by itself, the person who is waiting is asked about that instead.
        if (asked && attempt.State == StepState.Failed && (IsGoingBack || WhyNotBack is not null)) MoveTo(Onward, Party.Portal.Name, now);
        return this;
    }

    /// <summary>The last attempt of a step; null: none was begun.</summary>
    public StepAttempt? LastOf(StepPosition here) => _attempts.FindLast(attempt => attempt.Stage == here.Stage && attempt.Step == here.Number);

    /// <summary>Where a step stands.</summary>
    public StepState StateOf(StepPosition here) => LastOf(here)?.State ?? StepState.Due;

    /// <summary>How often it failed or timed out since a person last let it be tried again.</summary>
    internal int TriesOf(StepPosition here)
    {
        var all = _attempts.Where(attempt => attempt.Stage == here.Stage && attempt.Step == here.Number).ToList();
        return all.Skip(all.FindLastIndex(attempt => attempt.MayRepeat) + 1).Count(attempt => attempt.State is StepState.Failed or StepState.TimedOut);
    }

    private void Begin(Due.Begin begin, DateTimeOffset now)
    {
        _attempts.Add(StepAttempt.Begin(begin.Key, begin.Step, now));
        Note(DeploymentEntryKind.Began, Party.Portal.Name, now, begin.Step.Title, begin.Key.ToString());
        if (begin.Step.Traffic is { } towards && (towards != Traffic.Percent || !Traffic.IsKnown)) Move(Traffic with { Towards = towards }, now);
        if (begin.Step.AsksPerson) Ask(new(begin.Step.Kind == StepKind.Ask ? QuestionKind.Gate : QuestionKind.Manual, begin.Key, begin.Step.Task?.Target ?? begin.Step.Title), now);
    }

    private void Ask(Question question, DateTimeOffset now)
    {
        MoveTo(WaitingForPerson, Party.Portal.Name, now, question.Text);
        Question = question;
    }

    private void EndAttempt(StepAttempt attempt, StepState state, string by, string why, DateTimeOffset now, int? seen = null)
    {
        attempt.End(state, by, why, now);
        var step = StepOf(attempt.Key);
        Note(state == StepState.Skipped ? DeploymentEntryKind.Skipped : DeploymentEntryKind.Ended, by, now, why.Length > 0 ? $"{step.Title}: {state}. {why}" : $"{step.Title}: {state}", attempt.Key.ToString());
        if (step.Traffic is not { } traffic) return;
        if (seen is { } read) Move(new(Math.Clamp(read, 0, 100)), now);
        else if (state == StepState.Succeeded && step.Arrives) Move(IsCertain(step) ? new(traffic) : Traffic with { Towards = traffic }, now);
        else if (state == StepState.Skipped) Move(Traffic with { Towards = traffic }, now);
    }

    /// <summary>A share that is set is what it says. One that adds up, ring by ring, is certain only where no ring was left out.</summary>
    private bool IsCertain(PlannedStep step) => step.Kind == StepKind.ShiftTraffic || !_attempts.Exists(attempt => attempt.State == StepState.Skipped && StepOf(attempt.Key) is { Kind: StepKind.Run, Traffic: not null });

    private void Move(TrafficPosition to, DateTimeOffset now)
    {
        if (to == Traffic) return;
        Traffic = to;
        Note(DeploymentEntryKind.Traffic, Party.Portal.Name, now, to.ToString());
    }

    private void Put(AttemptKey key, Action<StepAttempt> change)
    {
        if (Find(key) is not { } attempt) throw new InvalidOperationException($"There is no attempt {key}.");
        change(attempt);
        Version++;
    }

    /// <summary>The attempt of which something can still be heard.</summary>
    private Outcome<StepAttempt> Reportable(AttemptKey key)
    {
        if (Find(key) is not { } attempt) return DeploymentRefusals.UnknownAttempt(key);
        if (LastOf(new(key.Stage, key.Step, StepOf(key))) is { } last && last != attempt) return DeploymentRefusals.OlderAttempt(key, last.Key);
        if (attempt.State is StepState.Succeeded or StepState.Failed) return DeploymentRefusals.AlreadyReported(key, attempt.State);
        if (attempt.State == StepState.TimedOut) return DeploymentRefusals.TooLate(key, "it had taken too long");
        if (attempt.State == StepState.Skipped) return DeploymentRefusals.TooLate(key, "the step was left out");
        if (!DeploymentLifecycle.IsUnderWay(State)) return DeploymentRefusals.TooLate(key, $"the deployment is {DeploymentRefusals.Said(State)}");
        if (key.Stage < BackFrom) return DeploymentRefusals.TooLate(key, "the deployment is being rolled back");
        return attempt.State == StepState.Unknown && attempt.MayRepeat ? DeploymentRefusals.TooLate(key, "it was given up and is tried again") : attempt;
    }

    private StepAttempt? Find(AttemptKey key) => key.Deployment == Number ? _attempts.Find(attempt => attempt.Key == key) : null;

    /// <summary>The step that an attempt is of.</summary>
    public PlannedStep StepOf(AttemptKey key) => Stages[key.Stage - 1].Steps[key.Step - 1];

    private IEnumerable<StepPosition> Positions(int from) => Stages.Skip(from - 1).SelectMany((stage, at) => stage.Steps.Select((step, number) => new StepPosition(from + at, number + 1, step)));
}

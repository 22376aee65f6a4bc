using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Kernel;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments.Model;

/// <summary>One story. What really runs and where the traffic really goes is kept here, apart from what the deployment believes; <see cref="Witness"/> compares the two.</summary>
internal sealed class World
{
    public const int Recipes = 6;

    private readonly Tally _tally;
    private readonly HashSet<string> _refusals;
    private readonly Witness _witness;
    private DateTimeOffset _now = Scene.InWindow;

    /// <summary>What is being carried out, and whether it has already taken effect.</summary>
    private (AttemptKey Key, PlannedStep Step, bool Done)? _underWay;

    public World(int recipe, Tally tally, HashSet<string> refusals)
    {
        (_tally, _refusals) = (tally, refusals);
        Deployment = new Bench(Choose(recipe)).Deployment;
        _witness = new(Deployment);
    }

    public Deployment Deployment { get; }

    public void Do(Act act)
    {
        _now += TimeSpan.FromSeconds(20);
        switch (act.Kind)
        {
            case < 34: Advance(); break;
            case < 58: Finish(succeeded: act.Roll < 85, tellsTraffic: act.Roll % 2 == 0); break;
            case < 66: Crash(act.Roll); break;
            case < 78: Judge(act.Roll); break;
            case < 82: _now += TimeSpan.FromMinutes(act.Roll); break;
            case < 83: _now -= TimeSpan.FromMinutes(act.Roll); break;
            case < 85: Try(Deployment.Pause("wait", Olga, _now)); break;
            case < 88: Try(Deployment.Resume(Olga, _now)); break;
            case < 90: Retry(); break;
            case < 91: Skip(); break;
            case < 92 when act.Roll < 12: Stopped(Deployment.Abort("stop", Olga, _now)); break;
            case < 93 when act.Roll < 20: RollBack(); break;
            case < 94 when act.Roll < 25: Stopped(Deployment.GiveUp("enough", Olga, _now)); break;
            case < 97: Answer(); break;
            default: Stale(act.Roll); break;
        }

        _witness.Look(_underWay?.Key);
    }

    /// <summary>From wherever it stands, people who answer what is asked bring it to an end.</summary>
    public void BringToAnEnd()
    {
        for (var turn = 0; turn < 600 && !DeploymentLifecycle.HasEnded(Deployment.State); turn++)
        {
            _now += TimeSpan.FromMinutes(30);
            if (Deployment.State == DeploymentState.Paused) Try(Deployment.Resume(Olga, _now));
            if (Deployment.State == DeploymentState.WaitingForPerson && !Answer()) Retry();
            Advance();
            if (Deployment.WhyNotBack is not null) RollBack();
            Finish(succeeded: true, tellsTraffic: false);
            if (Judged is { } key) Try(Deployment.Judge(key, CheckState.Successful, "", _now));
            _witness.Look(_underWay?.Key);
        }

        Assert.True(DeploymentLifecycle.HasEnded(Deployment.State), $"It is still {Deployment.State}: {Deployment.Question?.Text}");
    }

    private AttemptKey? Judged => Deployment.Current is { Step.IsJudged: true } here && Deployment.LastOf(here) is { State: StepState.Running } attempt ? attempt.Key : null;

    private static DeploymentRecipe Choose(int recipe) => recipe switch
    {
        0 => Recipe(Once) with { Deploy = [Copy, Tidy] },
        1 => Recipe(Rings),
        2 => Recipe(BlueGreen with { AskBeforeSwitch = true }) with { Retire = [Tidy] },
        3 => Recipe(Canary) with { RollsBackOnFailure = false, Retire = [Copy], Backout = [] },
        4 => DeploymentRecipe.ByHand(Plan, Rings),
        _ => Recipe(Canary),
    };

    private void Advance()
    {
        var due = Deployment.Advance(_now);
        if (due is Due.RollBack) Drop();
        if (due is Due.TimeOut) _underWay = null;
        if (due is not Due.Begin begin) return;
        _witness.Begun(begin);
        if (begin.Step.IsReported) _underWay = (begin.Key, begin.Step, false);
    }

    /// <summary>What is under way takes effect, or does not, and says so.</summary>
    private void Finish(bool succeeded, bool tellsTraffic)
    {
        if (_underWay is not var (key, step, _)) return;
        if (succeeded) TakeEffect();
        _underWay = null;
        Try(Deployment.Report(key, new(succeeded, "", "", tellsTraffic && step.Kind == StepKind.ShiftTraffic ? _witness.Traffic : null), "Runner", _now), mustWork: true);
    }

    /// <summary>The portal dies. What was under way may have taken effect; after the start nobody knows.</summary>
    private void Crash(int roll)
    {
        if (_underWay is not var (key, _, _)) return;
        if (roll < 50) TakeEffect();
        _underWay = null;
        _tally.Crashes++;
        Try(Deployment.Lose(key, _now), mustWork: true);
    }

    private void TakeEffect()
    {
        if (_underWay is not var (key, step, done) || done) return;
        _underWay = (key, step, true);
        _witness.Execute(key, step);
        _tally.Executions++;
    }

    private void Judge(int roll)
    {
        if (Judged is { } key) Try(Deployment.Judge(key, roll switch { < 70 => CheckState.Successful, < 85 => CheckState.Inconclusive, < 92 => null, < 95 => CheckState.Error, _ => CheckState.Failed }, "seen", _now), mustWork: true);
    }

    private void Retry()
    {
        var about = Deployment.Current;
        if (!Try(Deployment.Retry(Olga, _now)) || about is null) return;
        _witness.Allow(about);
        _tally.Retries++;
    }

    private void Skip()
    {
        var about = Deployment.Current;
        if (!Try(Deployment.Skip("no need", Olga, _now)) || about is null) return;
        _witness.Skip(about);
        _tally.Skips++;
    }

    private void RollBack()
    {
        if (!Try(Deployment.RollBack("stop", Olga, _now))) return;
        Drop();
        _tally.Rollbacks++;
    }

    private void Stopped(Outcome<Deployment> outcome)
    {
        if (Try(outcome)) Drop();
    }

    /// <summary>Whoever carries it out ends it; it may have taken effect before.</summary>
    private void Drop()
    {
        if (_now.Second % 40 == 0) TakeEffect();
        _underWay = null;
    }

    /// <summary>A person answers truly: whoever says that a step was done has seen to it.</summary>
    private bool Answer()
    {
        if (Deployment.Question is not { } question)
        {
            Try(Deployment.Proceed("yes", Olga, _now));
            return false;
        }

        var step = Deployment.Stages[question.About.Stage - 1].Steps[question.About.Step - 1];
        if (question.Kind is QuestionKind.Gate or QuestionKind.Inconclusive) return Try(Deployment.Proceed("yes", Olga, _now), mustWork: true);
        if (question.Kind == QuestionKind.StepFailed) return false;
        if (step.Kind == StepKind.ShiftTraffic) _witness.Execute(question.About, step);
        return Try(Deployment.Complete("seen", Olga, _now), mustWork: true);
    }

    /// <summary>Somebody reports again, late, or of an attempt that was followed by another: never taken.</summary>
    private void Stale(int roll)
    {
        if (Deployment.Attempts.Count == 0) return;
        var attempt = Deployment.Attempts[roll % Deployment.Attempts.Count];
        if (attempt.State is StepState.Running or StepState.Unknown && DeploymentLifecycle.IsUnderWay(Deployment.State) && attempt.Stage >= Deployment.BackFrom && !Deployment.Attempts.Any(other => other.Key != attempt.Key && other.Stage == attempt.Stage && other.Step == attempt.Step && other.Attempt > attempt.Attempt)) return;
        var version = Deployment.Version;
        Assert.False(Try(Deployment.Report(attempt.Key, new(roll % 2 == 0), "Late", _now)));
        Assert.Equal(version, Deployment.Version);
    }

    private bool Try(Outcome<Deployment> outcome, bool mustWork = false)
    {
        if (outcome.Refusal is { } why) _refusals.Add(why.Code);
        Assert.False(mustWork && outcome.Refusal is not null, outcome.Refusal?.Message);
        return outcome.Refusal is null;
    }
}

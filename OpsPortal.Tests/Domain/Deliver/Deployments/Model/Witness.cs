using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;

namespace OpsPortal.Tests.Domain.Deliver.Deployments.Model;

/// <summary>Saw everything that really happened, and holds the deployment to what it promises. Knows nothing of how it decides.</summary>
internal sealed class Witness(Deployment deployment)
{
    private readonly Dictionary<(int Stage, int Step), int> _executed = [];
    private readonly Dictionary<(int Stage, int Step), int> _allowed = [];
    private readonly HashSet<AttemptKey> _keys = [];
    private readonly HashSet<(int Stage, int Step)> _skipped = [];
    private int _version;
    private int _entries;
    private DeploymentState _state = DeploymentState.Pending;

    /// <summary>Where it really goes, in percent.</summary>
    public int Traffic { get; private set; }

    public void Execute(AttemptKey key, PlannedStep step)
    {
        var times = _executed[(key.Stage, key.Step)] = _executed.GetValueOrDefault((key.Stage, key.Step)) + 1;
        if (step.Kind == StepKind.ShiftTraffic) Traffic = step.Traffic ?? Traffic;
        Assert.True(step.IsRepeatable || times <= 1 + _allowed.GetValueOrDefault((key.Stage, key.Step)), $"{step.Title} ran {times} times.");
    }

    public void Allow(StepPosition about) => _allowed[(about.Stage, about.Number)] = _allowed.GetValueOrDefault((about.Stage, about.Number)) + 1;

    public void Skip(StepPosition about) => _skipped.Add((about.Stage, about.Number));

    /// <summary>Every key is new, and every step before it, in the direction it goes, is done or was left out by somebody.</summary>
    public void Begun(Due.Begin begin)
    {
        Assert.True(_keys.Add(begin.Key), $"{begin.Key} was begun twice.");
        for (var stage = Math.Max(deployment.BackFrom, 1); stage <= begin.Key.Stage; stage++)
        {
            var last = stage == begin.Key.Stage ? begin.Key.Step - 1 : deployment.Stages[stage - 1].Steps.Count;
            for (var step = 1; step <= last; step++) Assert.True(IsSettled(stage, step), $"{begin.Key} began before {stage}/{step} was done.");
        }
    }

    /// <param name="underWay">What is really being carried out.</param>
    public void Look(AttemptKey? underWay)
    {
        Assert.True(deployment.Version >= _version);
        _version = deployment.Version;
        var running = deployment.Attempts.Where(attempt => attempt.State == StepState.Running).ToList();
        Assert.True(running.Count <= 1, $"{string.Join(", ", running.Select(attempt => attempt.Key))} run at once.");
        if (underWay is { } key) Assert.Equal(key, Assert.Single(running).Key);
        Assert.Equal(deployment.State == DeploymentState.WaitingForPerson, deployment.Question is not null);
        Assert.All(deployment.Attempts.Where(attempt => attempt.State == StepState.Skipped), attempt => Assert.Contains((attempt.Stage, attempt.Step), _skipped));
        foreach (var moved in deployment.NewEntries.Skip(_entries).Where(entry => entry.Kind == DeploymentEntryKind.Moved))
        {
            Assert.Equal(_state, moved.From);
            Assert.True(DeploymentLifecycle.Allows(moved.From ?? default, moved.To ?? default));
            _state = moved.To ?? default;
        }

        _entries = deployment.NewEntries.Count;
        Assert.Equal(_state, deployment.State);
        Ends();
    }

    private void Ends()
    {
        if (deployment.Recipe.Model.Switches && deployment.Traffic.IsKnown) Assert.Equal(Traffic, deployment.Traffic.Percent);
        if (!DeploymentLifecycle.HasEnded(deployment.State)) return;
        Assert.DoesNotContain(deployment.Attempts, attempt => attempt.State == StepState.Running);
        var from = deployment.State == DeploymentState.RolledBack ? deployment.BackFrom : 1;
        if (deployment.State is not (DeploymentState.Succeeded or DeploymentState.RolledBack)) return;
        var wanted = deployment.State == DeploymentState.RolledBack ? 0 : 100;
        for (var stage = from; stage <= deployment.Stages.Count; stage++)
        {
            for (var step = 1; step <= deployment.Stages[stage - 1].Steps.Count; step++) Assert.True(IsSettled(stage, step), $"It ended and {stage}/{step} was never done.");
        }

        if (_skipped.Count == 0) Assert.Equal(new(wanted), deployment.Traffic);
    }

    private bool IsSettled(int stage, int step) => deployment.Attempts.Any(attempt => attempt.Stage == stage && attempt.Step == step && attempt.IsSettled);
}

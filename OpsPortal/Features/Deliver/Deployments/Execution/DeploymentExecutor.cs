using System.Collections.Concurrent;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>
/// Moves deployments on while this portal holds the lease: what is due is saved first and carried out then, so that whoever follows after a crash is told the same.
/// It looks five times a second, because a transition is due at an instant and not at the next turn of a job.
/// </summary>
internal sealed class DeploymentExecutor(LeaseKeeper lease, DueDeployments due, RunningSteps running, Surroundings around, ExecutorWake wake) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1), Windows = TimeSpan.FromSeconds(1);

    /// <summary>Windows are followed beside it: hundreds that open at once hold no step up.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        AgainAndAgainAsync(async () =>
        {
            await TurnAsync(stoppingToken);
            await wake.WaitAsync(stoppingToken);
        }, stoppingToken),
        AgainAndAgainAsync(async () =>
        {
            if (lease.IsHeld) await around.FollowWindowsAsync(stoppingToken);
            await Task.Delay(Windows, wake.Clock, stoppingToken);
        }, stoppingToken));

    private async Task AgainAndAgainAsync(Func<Task> turnAsync, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await turnAsync();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                wake.Log.ExecutorFailed(failure);
                await Task.Delay(AfterFailure, wake.Clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>One look at all that is due.</summary>
    internal async Task TurnAsync(CancellationToken stopping)
    {
        var (held, isNew) = await lease.HoldAsync(stopping);
        if (!held) return;
        if (isNew) await running.RecoverAsync(stopping);
        await running.AskAsync(stopping);
        while (await due.AdvanceAsync(stopping) > 0 && lease.IsHeld)
        {
        }

        await around.FlushAsync(stopping);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await around.FlushAsync(cancellationToken);
            await lease.GiveBackAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            wake.Log.ExecutorFailed(failure); // the lease runs out by itself
        }
    }
}

/// <summary>What goes along with deployments under way: the lines of their steps, and their windows.</summary>
internal sealed class Surroundings(StepLogBook logs, OpenWindows windows)
{
    public Task FollowWindowsAsync(CancellationToken stopping) => windows.FollowAsync(stopping);

    public Task FlushAsync(CancellationToken stopping) => logs.FlushAsync(stopping);
}

/// <summary>Lets the executor sleep until there may be something to do.</summary>
internal sealed class ExecutorWake : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<AttemptKey> _ended = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly IDisposable _subscription;

    public ExecutorWake(ChangeFeed feed, TimeProvider clock, ILogger<DeploymentExecutor> log)
    {
        (Clock, Log) = (clock, log);
        _subscription = feed.Subscribe(ChangeKind.Deployments, Now);
    }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    /// <summary>The steps that have ended where they run since the last time somebody asked.</summary>
    public IReadOnlyCollection<AttemptKey> TakeEnded()
    {
        List<AttemptKey> taken = [];
        while (_ended.TryDequeue(out var key)) taken.Add(key);
        return taken;
    }

    /// <summary>A step has ended where it runs; its runner knows how.</summary>
    public void Ended(AttemptKey key)
    {
        _ended.Enqueue(key);
        Now();
    }

    /// <summary>Somebody acted, or a step has ended.</summary>
    public void Now()
    {
        try
        {
            if (_signal.CurrentCount == 0) _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            return; // it is awake
        }
    }

    public async Task WaitAsync(CancellationToken stopping)
    {
        await _signal.WaitAsync(Turn, stopping);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _signal.Dispose();
    }
}

using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>
/// Moves deployments on while this portal holds the lease: what is due is saved first and carried out then, so that whoever follows after a crash is told the same.
/// It looks five times a second, because a transition is due at an instant and not at the next turn of a job.
/// </summary>
internal sealed class DeploymentExecutor(LeaseKeeper lease, DueDeployments due, RunningSteps running, Surroundings around, ExecutorWake wake) : BackgroundService
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stoppingToken);
                await wake.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                wake.Log.ExecutorFailed(failure);
                await Task.Delay(AfterFailure, wake.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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

        await around.FollowAsync(stopping);
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
    public async Task FollowAsync(CancellationToken stopping)
    {
        await FlushAsync(stopping);
        await windows.FollowAsync(stopping);
    }

    public Task FlushAsync(CancellationToken stopping) => logs.FlushAsync(stopping);
}

/// <summary>Lets the executor sleep until there may be something to do.</summary>
internal sealed class ExecutorWake : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly IDisposable _subscription;

    public ExecutorWake(ChangeFeed feed, TimeProvider clock, ILogger<DeploymentExecutor> log)
    {
        (Clock, Log) = (clock, log);
        _subscription = feed.Subscribe(ChangeKind.Deployments, Now);
    }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

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

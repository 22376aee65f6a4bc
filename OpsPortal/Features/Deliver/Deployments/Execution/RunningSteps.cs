using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Deployments.Verification;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>The steps that this portal carries out now. What it knows here is lost with it; what counts is in the database, and whoever follows asks the runners.</summary>
internal sealed class RunningSteps(DeploymentDesk desk, TaskRuns tasks, TrafficShifts shifts, StepLooks looks, ExecutorWake wake)
{
    private static readonly TimeSpan Reconciled = TimeSpan.FromSeconds(1), Ending = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<AttemptKey, Running> _running = new();
    private DateTimeOffset _reconcileAt;

    public int Count => _running.Count;

    /// <summary>Carries out what was saved as due. Returns at once.</summary>
    /// <param name="callback">The token that the receiver of a webhook is given.</param>
    public void CarryOut(Deployment deployment, Due due, string? callback)
    {
        switch (due)
        {
            case Due.Begin { Step.IsReported: true } begin:
                Follow(begin.Key, one => begin.Step.Kind == StepKind.ShiftTraffic ? shifts.RunAsync(deployment, begin.Key, begin.Step, one.Stop.Token) : tasks.BeginAsync(deployment, begin.Key, callback, one.Stop.Token));
                break;
            case Due.Begin { Step.Kind: StepKind.Verify } begin:
                Follow(begin.Key, one => looks.LookAsync(deployment, begin.Key, begin.Step, one.Stop.Token));
                break;
            case Due.Look look:
                Follow(look.Key, one => looks.LookAsync(deployment, look.Key, look.Step, one.Stop.Token));
                break;
            case Due.TimeOut(var key):
                StopSoon(key);
                break;
            case Due.RollBack:
                foreach (var key in _running.Keys.Where(key => key.Deployment == deployment.Number && key.Stage < deployment.BackFrom)) StopSoon(key);
                break;
        }
    }

    /// <summary>Asks how those stand that were begun, where it is time; and ends those that nobody waits for any more.</summary>
    public async Task AskAsync(CancellationToken stopping)
    {
        var now = desk.Now;
        if (now >= _reconcileAt && !_running.IsEmpty)
        {
            _reconcileAt = now + Reconciled;
            await ReconcileAsync(stopping);
        }

        foreach (var key in wake.TakeEnded())
        {
            if (_running.TryGetValue(key, out var ended)) (ended.HasEnded, ended.AskAt) = (true, now);
        }

        foreach (var (key, one) in _running)
        {
            if (one.AskAt > now || !one.Work.IsCompleted) continue;
            Resume(key, one, () => tasks.AskAsync(key, one.Stop.Token));
        }
    }

    /// <summary>After the start, or when another portal is gone: whatever was under way is asked about, or known to be lost.</summary>
    public async Task RecoverAsync(CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var open = await db.Set<StepAttempt>().AsNoTracking().Where(attempt => attempt.State == StepState.Running).Select(attempt => attempt.Deployment).Distinct().ToListAsync(stopping);
        foreach (var chunk in open.Chunk(100))
        {
            foreach (var deployment in await db.Set<Deployment>().AsNoTracking().WithAttempts().Where(one => chunk.Contains(one.Number)).ToListAsync(stopping))
            {
                if (!DeploymentLifecycle.IsUnderWay(deployment.State)) continue;
                foreach (var attempt in deployment.Attempts.Where(attempt => attempt.State == StepState.Running && deployment.StepOf(attempt.Key).IsReported && !_running.ContainsKey(attempt.Key)).ToList())
                {
                    var (key, step) = (attempt.Key, deployment.StepOf(attempt.Key));
                    if (step.Kind == StepKind.ShiftTraffic) await desk.TellAsync(key.Deployment, (one, now) => one.Lose(key, now), stopping);
                    else Follow(key, one => tasks.RecoverAsync(key, one.Stop.Token));
                }
            }
        }
    }

    private async Task ReconcileAsync(CancellationToken stopping)
    {
        var numbers = _running.Keys.Select(key => key.Deployment).Distinct().ToList();
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var alive = (await db.Set<StepAttempt>().AsNoTracking().Where(attempt => numbers.Contains(attempt.Deployment) && attempt.State == StepState.Running)
            .Select(attempt => new { attempt.Deployment, attempt.Stage, attempt.Step, attempt.Attempt }).ToListAsync(stopping)).Select(one => new AttemptKey(one.Deployment, one.Stage, one.Step, one.Attempt)).ToHashSet();
        foreach (var key in _running.Keys.Where(key => !alive.Contains(key))) StopSoon(key);
    }

    private void Follow(AttemptKey key, Func<Running, Task<TimeSpan?>> work)
    {
        var one = _running.GetOrAdd(key, static _ => new());
        Resume(key, one, () => work(one));
    }

    /// <summary>Does the work beside all other, and asks again after the time it names; null: it is over.</summary>
    private void Resume(AttemptKey key, Running one, Func<Task<TimeSpan?>> work) => one.Work = Task.Run(async () =>
    {
        try
        {
            if (await work() is { } again) one.AskAt = desk.Now + (one.HasEnded ? Ending : again);
            else Forget(key);
        }
        catch (OperationCanceledException) when (one.Stop.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure)
        {
            wake.Log.StepFailed(failure, key.ToString());
            one.AskAt = desk.Now + Reconciled;
        }
    });

    /// <summary>What nobody waits for is ended where it runs.</summary>
    private void StopSoon(AttemptKey key)
    {
        if (!_running.TryRemove(key, out var one)) return;
        _ = Task.Run(async () =>
        {
            await one.Stop.CancelAsync();
            await one.Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await tasks.StopAsync(key, CancellationToken.None);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                wake.Log.StepFailed(failure, key.ToString());
            }
        });
    }

    private void Forget(AttemptKey key)
    {
        _running.TryRemove(key, out _);
        wake.Now();
    }

    private sealed class Running
    {
        public CancellationTokenSource Stop { get; } = new();

        public Task Work { get; set; } = Task.CompletedTask;

        public DateTimeOffset AskAt { get; set; }

        /// <summary>It has ended where it runs, and its runner is about to know how.</summary>
        public bool HasEnded { get; set; }
    }
}

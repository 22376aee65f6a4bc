using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners.Logs;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>What steps leave behind: their lines, and how they ended. Hundreds that end at once are saved together, because a transaction each would make the last wait for all the others.</summary>
internal sealed class StepReports(DeploymentDesk desk, StepLogBook logs, ExecutorWake wake) : IDisposable
{
    private const int AtOnce = 50;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Where the lines of an attempt go.</summary>
    public IStepLog LogOf(AttemptKey key) => logs.Open(StepNames.Of(key), () => wake.Ended(key));

    /// <summary>Nobody writes to its log any more.</summary>
    public async Task CloseAsync(AttemptKey key, CancellationToken stopping)
    {
        await logs.FlushAsync(stopping);
        logs.Close(StepNames.Of(key));
    }

    /// <summary>Saves its lines, and then how it ended; returns when both are saved. What the domain refuses, as for a step that nobody waits for any more, changes nothing.</summary>
    /// <param name="by">Who says so.</param>
    public async Task EndAsync(AttemptKey key, StepResult result, string by, CancellationToken stopping)
    {
        var mine = new Waiting(key, result, by);
        _waiting.Enqueue(mine);
        try
        {
            await _turn.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            mine.IsGone = true;
            throw;
        }

        try
        {
            while (!mine.Saved.Task.IsCompleted) await SaveAsync();
        }
        finally
        {
            _turn.Release();
        }

        await mine.Saved.Task;
        logs.Close(StepNames.Of(key));
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Saves what waits, also for the others: none of them can stop it half way.</summary>
    private async Task SaveAsync()
    {
        List<Waiting> taken = [];
        while (taken.Count < AtOnce && _waiting.TryDequeue(out var one))
        {
            if (!one.IsGone) taken.Add(one);
        }

        try
        {
            await logs.FlushAsync(CancellationToken.None);
            await TogetherAsync(taken);
        }
        catch (DbUpdateException)
        {
            // Somebody acted on one of them meanwhile: each is decided anew by itself.
            foreach (var one in taken) await AloneAsync(one);
        }
        catch (Exception failure)
        {
            foreach (var one in taken) one.Saved.TrySetException(failure);
        }
    }

    private async Task TogetherAsync(List<Waiting> taken)
    {
        await using var db = await desk.Databases.CreateDbContextAsync();
        var numbers = taken.Select(one => one.Key.Deployment).Distinct().ToList();
        var found = await db.Set<Deployment>().WithAttempts().Where(deployment => numbers.Contains(deployment.Number)).ToDictionaryAsync(deployment => deployment.Number);
        var now = desk.Now;
        HashSet<Deployment> moved = [];
        foreach (var one in taken)
        {
            if (found.TryGetValue(one.Key.Deployment, out var deployment) && one.Report(deployment, now).Refusal is null) moved.Add(deployment);
        }

        foreach (var deployment in moved) await desk.KeepAsync(db, deployment, now, CancellationToken.None);
        await db.SaveChangesAsync();
        desk.Told(moved);
        foreach (var one in taken) one.Saved.TrySetResult();
    }

    private async Task AloneAsync(Waiting one)
    {
        try
        {
            await desk.TellAsync(one.Key.Deployment, (deployment, now) => one.Report(deployment, now), CancellationToken.None);
            one.Saved.TrySetResult();
        }
        catch (Exception failure)
        {
            one.Saved.TrySetException(failure);
        }
    }

    private sealed class Waiting(AttemptKey key, StepResult result, string by)
    {
        public AttemptKey Key => key;

        public TaskCompletionSource Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Nobody waits for it any more.</summary>
        public volatile bool IsGone;

        public Domain.Kernel.Outcome<Deployment> Report(Deployment deployment, DateTimeOffset now) => deployment.Report(key, result, by, now);
    }
}

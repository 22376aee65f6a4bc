using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <content>What is said of many deployments at once is saved together: a transaction each would make the last wait for all the others.</content>
internal sealed partial class DeploymentDesk : IDisposable
{
    private const int AtOnce = 50;

    private readonly ConcurrentQueue<Telling> _told = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>What a runner, a receiver or the executor says; returns when it is saved. Refused as the domain refuses; changes nothing then.</summary>
    public async Task<Outcome<Deployment>> TellAsync(DeploymentNumber number, Func<Deployment, DateTimeOffset, Outcome<Deployment>> decide, CancellationToken stopping)
    {
        var mine = new Telling(number, decide);
        _told.Enqueue(mine);
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
            while (!mine.Saved.Task.IsCompleted) await SaveToldAsync();
        }
        finally
        {
            _turn.Release();
        }

        return await mine.Saved.Task;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Saves what waits, also for the others: none of them can stop it half way.</summary>
    private async Task SaveToldAsync()
    {
        List<Telling> taken = [];
        while (taken.Count < AtOnce && _told.TryDequeue(out var one))
        {
            if (!one.IsGone) taken.Add(one);
        }

        try
        {
            var outcomes = await TogetherAsync(taken);
            for (var at = 0; at < taken.Count; at++) taken[at].Saved.TrySetResult(outcomes[at]);
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

    private async Task<IReadOnlyList<Outcome<Deployment>>> TogetherAsync(List<Telling> taken)
    {
        await using var db = await databases.CreateDbContextAsync();
        var numbers = taken.Select(one => one.Number).Distinct().ToList();
        var found = await db.Set<Deployment>().WithAttempts().Where(deployment => numbers.Contains(deployment.Number)).ToDictionaryAsync(deployment => deployment.Number);
        var now = Now;
        List<Outcome<Deployment>> outcomes = [.. taken.Select(one => found.TryGetValue(one.Number, out var deployment) ? one.Decide(deployment, now) : Refusals.NotFound(one.Number.ToString()))];
        var moved = taken.Where((_, at) => outcomes[at].Refusal is null).Select(one => found[one.Number]).Distinct().ToList();
        foreach (var deployment in moved) await KeepAsync(db, deployment, now, CancellationToken.None);
        await db.SaveChangesAsync();
        if (moved.Count > 0) Told(moved);
        return outcomes;
    }

    private async Task AloneAsync(Telling one)
    {
        try
        {
            one.Saved.TrySetResult(await SaveAsync(one.Number, (_, deployment, now) => Task.FromResult(one.Decide(deployment, now).Refusal), CancellationToken.None));
        }
        catch (Exception failure)
        {
            one.Saved.TrySetException(failure);
        }
    }

    private sealed class Telling(DeploymentNumber number, Func<Deployment, DateTimeOffset, Outcome<Deployment>> decide)
    {
        public DeploymentNumber Number => number;

        public TaskCompletionSource<Outcome<Deployment>> Saved { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Nobody waits for it any more.</summary>
        public volatile bool IsGone;

        public Outcome<Deployment> Decide(Deployment deployment, DateTimeOffset now) => decide(deployment, now);
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners.Webhooks;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>Moves what is due one step on, many deployments in one transaction.</summary>
internal sealed class DueDeployments(DeploymentDesk desk, RunningSteps running, ILogger<DueDeployments> log)
{
    private const int Batch = 50;

    /// <summary>Looked at between two saves: a deployment whose next step needs nobody moves on at once.</summary>
    private const int MostTurns = 20;

    /// <summary>How many were moved on.</summary>
    public async Task<int> AdvanceAsync(CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var now = desk.Now;
        var found = await db.Set<Deployment>().WithAttempts().Where(deployment => EF.Property<DateTimeOffset?>(deployment, DeploymentColumns.DueAt) <= now)
            .OrderBy(deployment => EF.Property<DateTimeOffset?>(deployment, DeploymentColumns.DueAt)).Take(Batch).ToListAsync(stopping);
        if (found.Count == 0) return 0;
        var todo = found.SelectMany(deployment => Turn(db, deployment, now)).ToList();
        foreach (var deployment in found) await desk.KeepAsync(db, deployment, now, stopping);
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException failure)
        {
            // Somebody acted on one of them meanwhile. All are looked at again, each by itself, so that one cannot hold the others up.
            log.MovedMeanwhile(failure.GetType().Name);
            return await EachAsync(found.Select(deployment => deployment.Number), stopping);
        }

        desk.Told(found);
        foreach (var (deployment, due, callback) in todo) running.CarryOut(deployment, due, callback);
        return found.Count;
    }

    private async Task<int> EachAsync(IEnumerable<DeploymentNumber> numbers, CancellationToken stopping)
    {
        var moved = 0;
        foreach (var number in numbers)
        {
            List<(Deployment Deployment, Due Due, string? Callback)> todo = [];
            await using var db = await desk.Databases.CreateDbContextAsync(stopping);
            if (await db.Set<Deployment>().WithAttempts().SingleOrDefaultAsync(deployment => deployment.Number == number, stopping) is not { } deployment) continue;
            var now = desk.Now;
            todo.AddRange(Turn(db, deployment, now));
            await desk.KeepAsync(db, deployment, now, stopping);
            try
            {
                await db.SaveChangesAsync(stopping);
            }
            catch (DbUpdateConcurrencyException)
            {
                continue; // the next look finds it as it is then
            }

            moved += todo.Count > 0 ? 1 : 0;
            desk.Told([deployment]);
            foreach (var (one, due, callback) in todo) running.CarryOut(one, due, callback);
        }

        return moved;
    }

    private static IEnumerable<(Deployment Deployment, Due Due, string? Callback)> Turn(OpsDb db, Deployment deployment, DateTimeOffset now)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var due = deployment.Advance(now);
            if (due is Due.Rest) yield break;
            string? callback = null;
            if (due is Due.Begin { Step: { Kind: StepKind.Run, Task.Runner: RunnerKind.Webhook }, Key: var key })
            {
                (callback, var hash) = CallbackToken.New();
                db.Add(new CallbackGrant { Key = StepNames.Of(key), Hash = hash, IssuedAt = now });
            }

            yield return (deployment, due, callback);
        }
    }
}

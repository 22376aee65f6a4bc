using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Runners;
using OpsPortal.Features.Deliver.Runners.Webhooks;
using OpsPortal.Features.Inform;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>Has tasks carried out by their runners, and brings what those say to the deployment.</summary>
internal sealed class TaskRuns(DeploymentDesk desk, StepRunners runners, StepReports reports, InformLinks links, ExecutorWake wake)
{
    private static readonly TimeSpan AsUsual = TimeSpan.FromSeconds(2);
    private static readonly RunnerState[] Ended = [RunnerState.Succeeded, RunnerState.Failed];

    /// <summary>Begins what was saved as begun. Returns when to ask again; null: it is over.</summary>
    /// <param name="token">For the receiver of a webhook.</param>
    public async Task<TimeSpan?> BeginAsync(Deployment deployment, AttemptKey key, string? token, CancellationToken stopping)
    {
        var run = await RunAsync(deployment, key, token, stopping);
        if (run is not Outcome<StepRun>.Done(var step)) return await FailAsync(key, run.Refusal!, stopping);
        var answer = await runners.BeginAsync(step, reports.LogOf(key), stopping);

        // Nothing has happened yet, as where all places are taken or the receiver is away: the same key is begun again until its time is over.
        while (answer.State == RunnerState.NotBegun && desk.Now < step.Deadline)
        {
            await Task.Delay(answer.AskAgainIn ?? AsUsual, wake.Clock, stopping);
            answer = await runners.BeginAsync(step, reports.LogOf(key), stopping);
        }

        return await TakeAsync(key, step, answer, stopping);
    }

    /// <summary>Asks how it stands.</summary>
    public Task<TimeSpan?> AskAsync(AttemptKey key, CancellationToken stopping) => AskAsync(key, isAfterRestart: false, stopping);

    /// <summary>Asks about what another portal, or this one before its restart, has begun or was about to.</summary>
    public Task<TimeSpan?> RecoverAsync(AttemptKey key, CancellationToken stopping) => AskAsync(key, isAfterRestart: true, stopping);

    /// <summary>Has it ended where it runs; its outcome counts for nothing any more.</summary>
    public async Task StopAsync(AttemptKey key, CancellationToken stopping)
    {
        if (await FindAsync(key, stopping) is not { } deployment || deployment.StepOf(key).Kind != StepKind.Run) return;
        var run = await RunAsync(deployment, key, null, stopping);
        if (run is Outcome<StepRun>.Done(var step)) await runners.StopAsync(step, ReferenceOf(deployment, key), reports.LogOf(key), stopping);
        await reports.CloseAsync(key, stopping);
    }

    private async Task<TimeSpan?> AskAsync(AttemptKey key, bool isAfterRestart, CancellationToken stopping)
    {
        if (await FindAsync(key, stopping) is not { } deployment || deployment.Attempts.FirstOrDefault(one => one.Key == key) is not { State: StepState.Running })
        {
            // Its receiver has said how it ended; nobody writes to its log any more.
            await reports.CloseAsync(key, stopping);
            return null;
        }

        var run = await RunAsync(deployment, key, null, stopping);
        if (run is not Outcome<StepRun>.Done(var step)) return await FailAsync(key, run.Refusal!, stopping);
        var answer = await runners.AskAsync(step, ReferenceOf(deployment, key), reports.LogOf(key), stopping);

        // A program that ended with the portal may have done its work, in part or whole: that is not known, and not a failure.
        if (isAfterRestart && answer.Code == RunnerRefusals.InterruptedCode)
        {
            await desk.TellAsync(key.Deployment, (one, now) => one.Lose(key, now), stopping);
            return null;
        }

        return answer.State == RunnerState.NotBegun ? await AgainAsync(deployment, key, stopping) : await TakeAsync(key, step, answer, stopping);
    }

    /// <summary>The runner says that the same key may be begun again.</summary>
    private async Task<TimeSpan?> AgainAsync(Deployment deployment, AttemptKey key, CancellationToken stopping)
    {
        string? token = null;
        if (deployment.StepOf(key).Task?.Runner == RunnerKind.Webhook)
        {
            (token, var hash) = CallbackToken.New();
            await using var db = await desk.Databases.CreateDbContextAsync(stopping);
            db.Add(new CallbackGrant { Key = StepNames.Of(key), Hash = hash, IssuedAt = desk.Now });
            await db.SaveChangesAsync(stopping);
        }

        return await BeginAsync(deployment, key, token, stopping);
    }

    private async Task<TimeSpan?> TakeAsync(AttemptKey key, StepRun run, RunnerAnswer answer, CancellationToken stopping)
    {
        if (!Ended.Contains(answer.State))
        {
            // A runner that calls the run by its key says nothing new.
            if (answer.Reference is { Length: > 0 } reference && reference != run.IdempotencyKey) await desk.TellAsync(key.Deployment, (one, _) => one.Attempts.First(attempt => attempt.Key == key).Reference == reference ? new Refusal("deployment.nothing-new", "") : one.Refer(key, reference), stopping);
            return answer.AskAgainIn ?? AsUsual;
        }

        var result = new StepResult(answer.State == RunnerState.Succeeded, answer.State == RunnerState.Succeeded ? "" : answer.Message, answer.LogLink ?? "");
        await reports.EndAsync(key, result, run.Runner, stopping);
        return null;
    }

    private async Task<TimeSpan?> FailAsync(AttemptKey key, Refusal why, CancellationToken stopping)
    {
        await reports.EndAsync(key, new(false, why.Message), Domain.Deliver.Duties.Party.Portal.Name, stopping);
        return null;
    }

    private async Task<Outcome<StepRun>> RunAsync(Deployment deployment, AttemptKey key, string? token, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var (number, change) = (key.Deployment, deployment.Change);
        if (await db.Set<ProcessInForce>().AsNoTracking().SingleOrDefaultAsync(copy => copy.Deployment == number, stopping) is not { } process) return new Refusal("deployment.no-process", "It has no process by which a runner could act.");
        var plan = await db.Set<Change>().AsNoTracking().Where(one => one.Number == change).Select(one => one.Plan).SingleAsync(stopping);
        return StepNames.RunOf(deployment, key, process.Content, plan.Parameters, token is null ? null : new(links.To($"/api/v1/deployment-callbacks/{StepNames.Of(key)}"), token));
    }

    private async Task<Deployment?> FindAsync(AttemptKey key, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        var number = key.Deployment;
        return await db.Set<Deployment>().AsNoTracking().WithAttempts().SingleOrDefaultAsync(one => one.Number == number, stopping);
    }

    private static string? ReferenceOf(Deployment deployment, AttemptKey key) => deployment.Attempts.FirstOrDefault(one => one.Key == key)?.Reference is { Length: > 0 } reference ? reference : null;
}

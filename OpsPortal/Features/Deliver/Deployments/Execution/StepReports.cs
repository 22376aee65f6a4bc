using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Runners.Logs;

namespace OpsPortal.Features.Deliver.Deployments.Execution;

/// <summary>What steps leave behind: their lines, and how they ended.</summary>
internal sealed class StepReports(DeploymentDesk desk, StepLogBook logs, ExecutorWake wake)
{
    /// <summary>Where the lines of an attempt go.</summary>
    public IStepLog LogOf(AttemptKey key) => logs.Open(StepNames.Of(key), () => wake.Ended(key));

    /// <summary>Nobody writes to its log any more.</summary>
    public async Task CloseAsync(AttemptKey key, CancellationToken stopping)
    {
        await logs.SaveAsync(StepNames.Of(key), stopping);
        logs.Close(StepNames.Of(key));
    }

    /// <summary>Saves its lines, and then how it ended. What the domain refuses, as for a step that nobody waits for any more, changes nothing.</summary>
    /// <param name="by">Who says so.</param>
    public async Task EndAsync(AttemptKey key, StepResult result, string by, CancellationToken stopping)
    {
        await logs.SaveAsync(StepNames.Of(key), stopping);
        await desk.TellAsync(key.Deployment, (one, now) => one.Report(key, result, by, now), stopping);
        logs.Close(StepNames.Of(key));
    }
}

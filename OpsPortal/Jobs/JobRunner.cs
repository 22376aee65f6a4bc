using System.ComponentModel;
using Hangfire;
using OpsPortal.Telemetry;

namespace OpsPortal.Jobs;

/// <summary>What Hangfire calls: runs one job of the schedule, traced, measured, logged, and never beside itself.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, JobHealth health, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <summary>For jobs whose next run comes soon enough to be the retry.</summary>
    [DisplayName("{0}")]
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public Task RunOnceAsync(string name, CancellationToken stopping) => RunAsync(name, stopping);

    /// <summary>For jobs that run rarely: retried within minutes.</summary>
    [DisplayName("{0}")]
    [AutomaticRetry(Attempts = 3, DelaysInSeconds = [10, 60, 300], OnAttemptsExceeded = AttemptsExceededAction.Delete, LogEvents = false)]
    public Task RunWithRetriesAsync(string name, CancellationToken stopping) => RunAsync(name, stopping);

    private async Task RunAsync(string name, CancellationToken stopping)
    {
        if (JobSchedule.Find(name) is not { } job) return;
        if (!health.TryStart(name))
        {
            log.StillRunning(name);
            return;
        }

        using var activity = PortalActivity.Source.StartActivity($"job {name}");
        var started = clock.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await job.Create(scope.ServiceProvider).RunAsync(stopping);
            health.Succeeded(name, clock.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            health.Stopped(name);
            throw;
        }
        catch (Exception failure)
        {
            var took = clock.GetElapsedTime(started);
            health.Failed(name, failure.Message, took);
            log.Failed(failure, name, took);
            throw;
        }
    }
}

using Hangfire;
using Hangfire.Storage;

namespace OpsPortal.Jobs;

/// <summary>Tells Hangfire the schedule at every start, and makes it drop jobs that are no longer on it.</summary>
internal sealed class JobRegistration(IRecurringJobManager recurring, JobStorage storage, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<JobRegistration> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await lifetime.SettledAsync(clock, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }

        using var connection = storage.GetConnection();
        foreach (var old in connection.GetRecurringJobs().Where(job => JobSchedule.Find(job.Id) is null)) recurring.RemoveIfExists(old.Id);
        foreach (var job in JobSchedule.All)
        {
            if (job.IsFrequent) recurring.AddOrUpdate<JobRunner>(job.Name, runner => runner.RunOnceAsync(job.Name, CancellationToken.None), job.Cron);
            else recurring.AddOrUpdate<JobRunner>(job.Name, runner => runner.RunWithRetriesAsync(job.Name, CancellationToken.None), job.Cron);
        }

        log.Scheduled(JobSchedule.All.Count);
    }
}

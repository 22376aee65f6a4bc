using Hangfire;
using Hangfire.Storage;

namespace OpsPortal.Jobs;

/// <summary>Tells Hangfire the schedule at every start, and makes it drop jobs that are no longer on it.</summary>
internal sealed class JobRegistration(IRecurringJobManager recurring, JobStorage storage, ILogger<JobRegistration> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        using var connection = storage.GetConnection();
        foreach (var old in connection.GetRecurringJobs().Where(job => JobSchedule.Find(job.Id) is null)) recurring.RemoveIfExists(old.Id);
        foreach (var job in JobSchedule.All)
        {
            if (job.IsFrequent) recurring.AddOrUpdate<JobRunner>(job.Name, runner => runner.RunOnceAsync(job.Name, CancellationToken.None), job.Cron);
            else recurring.AddOrUpdate<JobRunner>(job.Name, runner => runner.RunWithRetriesAsync(job.Name, CancellationToken.None), job.Cron);
        }

        log.Scheduled(JobSchedule.All.Count);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

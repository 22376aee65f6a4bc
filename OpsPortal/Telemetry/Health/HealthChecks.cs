using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Telemetry.Health;

/// <summary>Whether the database can be read and written.</summary>
internal sealed class DatabaseHealth(DatabaseProbe probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await probe.AskAsync(cancellationToken) switch
        {
            (true, true) => HealthCheckResult.Healthy("The database can be read and written."),
            (true, false) => HealthCheckResult.Unhealthy("The database can be read but not written."),
            _ => HealthCheckResult.Unhealthy("The database cannot be read."),
        };
}

/// <summary>Whether signals that wait become durable.</summary>
internal sealed class WriterHealth(IntakeMetrics intake, TimeProvider clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = intake.Health();
        return Task.FromResult(health.StandsStill(clock.GetUtcNow())
            ? HealthCheckResult.Unhealthy($"{health.Waiting} requests wait and nothing becomes durable.")
            : HealthCheckResult.Healthy($"{health.SignalsLastMinute} signals in the last minute, {health.Waiting} requests waiting."));
    }
}

/// <summary>Whether every recurring job succeeds when it should.</summary>
internal sealed class JobsHealth(JobHealth jobs, IOptions<JobOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!options.Value.Enabled) return Task.FromResult(HealthCheckResult.Healthy("This process does not work on jobs."));
        var all = jobs.All();
        var facts = all.ToDictionary(job => job.Name, object (job) => job, StringComparer.Ordinal);
        var overdue = all.Where(job => job.IsOverdue).Select(job => job.Name).ToList();
        return Task.FromResult(overdue.Count == 0
            ? HealthCheckResult.Healthy("Every job has succeeded in time.", facts)
            : HealthCheckResult.Degraded($"Overdue: {string.Join(", ", overdue)}.", data: facts));
    }
}

/// <summary>Whether the disk that holds the data has room.</summary>
internal sealed class DiskHealth(IOptions<StorageOptions> storage) : IHealthCheck
{
    private const long Little = 1L << 30;
    private const long TooLittle = 100L << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(storage.Value.DirectoryPath).AvailableFreeSpace;
        var words = $"{free >> 20} MiB free where the data lies.";
        return Task.FromResult(free switch
        {
            < TooLittle => HealthCheckResult.Unhealthy(words),
            < Little => HealthCheckResult.Degraded(words),
            _ => HealthCheckResult.Healthy(words),
        });
    }
}

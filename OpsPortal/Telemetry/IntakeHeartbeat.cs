using OpsPortal.Jobs;

namespace OpsPortal.Telemetry;

/// <summary>Says so when senders wait and nothing becomes durable.</summary>
internal sealed class IntakeHeartbeat(IntakeMetrics intake, TimeProvider clock, ILogger<IntakeHeartbeat> log) : IJob
{
    public Task RunAsync(CancellationToken stopping)
    {
        var health = intake.Health();
        if (health.StandsStill(clock.GetUtcNow())) log.IntakeStandsStill(health.Waiting, health.LastCommitAt);
        return Task.CompletedTask;
    }
}

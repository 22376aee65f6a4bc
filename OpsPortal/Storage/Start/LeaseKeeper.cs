namespace OpsPortal.Storage.Start;

/// <summary>
/// Notices when the PostgreSQL server has dropped the lease, as after its own restart, and takes it again. Where another
/// portal has taken it meanwhile, this one stops: two must not write.
/// </summary>
internal sealed class LeaseKeeper(DatabaseLease lease, TimeProvider clock, IHostApplicationLifetime portal, ILogger<LeaseKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (lease is not AdvisoryLease advisory) return;
        using var tick = new PeriodicTimer(Every, clock);
        while (await tick.WaitForNextTickAsync(stoppingToken))
        {
            if (await advisory.StandsAsync(stoppingToken)) continue;
            try
            {
                if (await advisory.TakeAsync(stoppingToken) is { } refusal)
                {
                    log.LeaseLost(refusal.Message);
                    Environment.ExitCode = 1;
                    portal.StopApplication();
                    return;
                }

                log.LeaseTakenAgain();
            }
            catch (Exception away) when (StorageTrouble.Explain(away) is { } trouble)
            {
                log.LeaseOutOfReach(trouble.Message);
            }
        }
    }
}

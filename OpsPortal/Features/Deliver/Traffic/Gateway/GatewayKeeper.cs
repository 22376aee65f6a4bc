using Microsoft.Extensions.Options;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>Puts the kept routes in force at the start, and what other processes have changed since.</summary>
internal sealed class GatewayKeeper(GatewayShelf shelf, IOptions<GatewayOptions> options, TimeProvider clock, ILogger<GatewayKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Port == 0) return;
        using var tick = new PeriodicTimer(Often, clock);
        do
        {
            try
            {
                await shelf.RefreshAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                log.RoutesNotRead(fault);
            }
        }
        while (await tick.WaitForNextTickAsync(stoppingToken));
    }
}

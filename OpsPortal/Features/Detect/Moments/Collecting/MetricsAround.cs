using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>The metrics of the services with their thresholds, what probes answered, and the windows to draw behind them.</summary>
internal sealed class MetricsAround(IDbContextFactory<OpsDb> databases, SeriesAround series, MonitorsAround watched, BandsAround bands)
{
    private const int MostMonitors = 500;

    public async Task<(ChartFindings Charts, IReadOnlyList<ProbeFinding> Probes)> ReadAsync(Moment moment, CancellationToken stopping)
    {
        var monitors = await MonitorsAsync(moment, stopping);
        var probes = await watched.ProbesAsync(moment, monitors, stopping);
        var remote = await watched.RemoteAsync(moment, monitors, stopping);
        var (charts, hidden) = await series.ReadAsync(moment, monitors, stopping);
        return (new([.. remote.Concat(charts)], await bands.ReadAsync(moment, stopping), hidden), probes);
    }

    /// <summary>The monitor that raised the event first, then those of the services, then those that watch many.</summary>
    private async Task<IReadOnlyList<Monitor>> MonitorsAsync(Moment moment, CancellationToken stopping)
    {
        var keys = moment.Keys;
        var raised = MonitorNumber.TryParse(moment.Labels["monitor"], null, out var number) ? number : default;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<Monitor>().AsNoTracking().Where(monitor => monitor.Number == raised || (monitor.Enabled && (keys.Contains(monitor.Service) || monitor.Service == "")))
            .OrderBy(monitor => monitor.Number).Take(MostMonitors).ToListAsync(stopping);
        return [.. found.OrderBy(monitor => monitor.Number != raised).ThenBy(monitor => monitor.Service != moment.Service).ThenBy(monitor => monitor.Service.Length == 0)];
    }
}

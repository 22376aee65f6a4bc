using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Storage;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>The metrics of the services with their thresholds, what probes answered, and the windows to draw behind them.</summary>
internal sealed class MetricsAround(IDbContextFactory<OpsDb> databases, SeriesAround series, MonitorsAround watched)
{
    private const int MostMonitors = 500;
    private const int MostSilences = 200;

    public async Task<(ChartFindings Charts, IReadOnlyList<ProbeFinding> Probes)> ReadAsync(Moment moment, CancellationToken stopping)
    {
        var monitors = await MonitorsAsync(moment, stopping);
        var probes = await watched.ProbesAsync(moment, monitors, stopping);
        var remote = await watched.RemoteAsync(moment, monitors, stopping);
        var (charts, hidden) = await series.ReadAsync(moment, monitors, stopping);
        return (new([.. remote.Concat(charts)], await BandsAsync(moment, stopping), hidden), probes);
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

    private async Task<IReadOnlyList<TimeBand>> BandsAsync(Moment moment, CancellationToken stopping)
    {
        var (from, to) = (moment.From, moment.To);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var silences = await db.Silences.AsNoTracking().Where(silence => silence.StartsAt < to && silence.EndsAt > from).OrderBy(silence => silence.StartsAt).Take(MostSilences).ToListAsync(stopping);
        var at = moment.At.ToUnixTimeMilliseconds();
        return
        [
            .. silences.Where(silence => silence.Covers(moment.Labels)).Select(silence => new TimeBand(
                Math.Max(from.ToUnixTimeMilliseconds(), silence.StartsAt.ToUnixTimeMilliseconds()), Math.Min(to.ToUnixTimeMilliseconds(), silence.EndsAt.ToUnixTimeMilliseconds()),
                $"Silenced by {silence.CreatedBy}: {silence.Comment}", "Silenced")),
            new(at, at, $"{moment.Event} first seen", "Moment"),
        ];
    }
}

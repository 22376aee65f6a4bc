using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Storage;

namespace OpsPortal.Features.Home.Queries;

/// <summary>When what a monitor watches reaches its limit.</summary>
/// <param name="Reaches">UTC.</param>
public sealed record FullAt(MonitorNumber Monitor, string Name, string Series, DateTimeOffset Reaches);

/// <summary>Reads the forecasts of capacity monitors, each at most once an hour.</summary>
internal sealed class CapacityAhead(IDbContextFactory<OpsDb> databases, BreachForecasts forecasts)
{
    /// <summary>More monitors are not asked: each reads two weeks.</summary>
    private const int MostMonitors = 50;

    private const int Most = 8;

    /// <summary>How many monitors there are, and what is full first.</summary>
    public async Task<(int Monitors, IReadOnlyList<FullAt> Rows)> ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var monitors = (await db.Set<Monitor>().AsNoTracking().ToListAsync(stopping)).Where(monitor => monitor.Enabled && monitor.Draft.Kind == MonitorKind.Capacity).Take(MostMonitors).ToList();
        var rows = new List<FullAt>();
        foreach (var monitor in monitors)
            rows.AddRange((await forecasts.OfAsync(monitor, stopping)).Select(one => new FullAt(monitor.Number, monitor.Draft.Name, one.Key, one.Value)));
        return (monitors.Count, [.. rows.OrderBy(row => row.Reaches).Take(Most)]);
    }
}

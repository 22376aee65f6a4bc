using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Planning.Criteria;

/// <summary>What the capacity monitors of services found last, and when each will be full.</summary>
internal sealed class CapacityReadings(BreachForecasts forecasts)
{
    /// <summary>Most monitors looked at for one change.</summary>
    private const int Most = 50;

    public async Task<IReadOnlyList<CapacityReading>> OfAsync(OpsDb db, IReadOnlyList<ServiceKey> services, CancellationToken stopping)
    {
        var names = services.Select(service => service.Value).ToArray();
        var monitors = await db.Set<Monitor>().AsNoTracking().Where(monitor => monitor.Enabled && monitor.Kind == MonitorKind.Capacity && EF.Parameter(names).Contains(monitor.Service)).OrderBy(monitor => monitor.Number).Take(Most).ToListAsync(stopping);
        var numbers = monitors.Select(monitor => monitor.Number).ToArray();
        var runs = (await db.Set<MonitorRun>().AsNoTracking().Where(run => EF.Parameter(numbers).Contains(run.Monitor)).ToListAsync(stopping)).ToDictionary(run => run.Monitor);
        var readings = new List<CapacityReading>();
        foreach (var monitor in monitors)
        {
            var (run, worst) = (runs.GetValueOrDefault(monitor.Number), monitor.Draft.ThresholdFor(monitor.Service).Levels.MaxBy(level => level.Severity)!);
            var full = (await forecasts.OfAsync(monitor, stopping)).Values.Select(at => (DateTimeOffset?)at).Min();
            readings.Add(new(new(monitor.Service), monitor.Number.ToString(), monitor.Name, run?.Value, monitor.Draft.Full ?? worst.Value, worst.Side == Side.Above, run?.RanAt, full, run?.Firing > 0)
            {
                FreshFor = monitor.Draft.Every * 3 > TimeSpan.FromHours(1) ? monitor.Draft.Every * 3 : TimeSpan.FromHours(1),
            });
        }

        return readings;
    }
}

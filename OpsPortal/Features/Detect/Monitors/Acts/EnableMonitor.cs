using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Monitors.Acts;

/// <summary>Puts a monitor to rest, or back to work. What a resting monitor had fired is over.</summary>
internal sealed class EnableMonitor(MonitorDesk desk)
{
    /// <remarks>Refused without <see cref="Permissions.MonitorsWrite"/> and for a monitor that has changed since <paramref name="version"/>.</remarks>
    public async Task<Outcome<Monitor>> RunAsync(Actor by, MonitorNumber number, bool enabled, int? version, CancellationToken stopping)
    {
        var outcome = await desk.RunAsync(by, number, version, enabled ? "monitor.enabled" : "monitor.disabled", async (db, monitor) =>
        {
            monitor.Enable(enabled, by.Name, desk.Now);
            var run = await db.Set<MonitorRun>().SingleOrDefaultAsync(known => known.Monitor == number, stopping);
            if (!enabled && run is not null) db.Remove(run);
            if (enabled && run is null) db.Add(new MonitorRun { Monitor = number, DueAt = monitor.Draft.DueAfter(desk.Now, number), GoesOut = MonitorTargets.GoesOut(monitor.Draft.Target) });
            return monitor;
        }, stopping);
        if (outcome is Outcome<Monitor>.Done && !enabled) await desk.QuietAsync(number, CancellationToken.None);
        return outcome;
    }
}

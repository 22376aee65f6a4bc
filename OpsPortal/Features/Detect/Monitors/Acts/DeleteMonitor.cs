using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Features.Detect.Monitors.Acts;

/// <summary>Removes a monitor and its history for good. What it had fired is over; the events stay.</summary>
internal sealed class DeleteMonitor(MonitorDesk desk)
{
    /// <param name="name">The monitor's name, typed; null where the caller names it by number on purpose, as a program does.</param>
    /// <remarks>Refused without <see cref="Permissions.MonitorsWrite"/>, where the name differs, and for a monitor that has changed since <paramref name="version"/>.</remarks>
    public async Task<Outcome<Monitor>> RunAsync(Actor by, MonitorNumber number, string? name, int? version, CancellationToken stopping)
    {
        var outcome = await desk.RunAsync(by, number, version, "monitor.deleted", async (db, monitor) =>
        {
            if (name is not null && name.Trim() != monitor.Name) return MonitorRefusals.NameDiffers;
            db.Remove(monitor);
            if (await db.Set<MonitorRun>().SingleOrDefaultAsync(known => known.Monitor == number, stopping) is { } run) db.Remove(run);
            return monitor;
        }, stopping);
        if (outcome is Outcome<Monitor>.Done)
        {
            await desk.QuietAsync(number, CancellationToken.None);
            await using var db = await desk.Databases.CreateDbContextAsync(CancellationToken.None);
            using var turn = await db.Gate.EnterAsync(CancellationToken.None);
            await db.Set<MonitorTurn>().Where(old => old.Monitor == number).ExecuteDeleteAsync(CancellationToken.None);
        }

        return outcome;
    }
}

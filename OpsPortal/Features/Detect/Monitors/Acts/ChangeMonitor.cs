using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Monitors.Looking;

namespace OpsPortal.Features.Detect.Monitors.Acts;

/// <summary>Sets a monitor anew. Its series go on where they are; with another target, or other levels, they begin afresh.</summary>
internal sealed class ChangeMonitor(MonitorDesk desk)
{
    /// <remarks>Refused without <see cref="Permissions.MonitorsWrite"/>, for a draft with faults, a name that is taken, and a monitor that has changed since <paramref name="version"/>.</remarks>
    public async Task<Outcome<Monitor>> RunAsync(Actor by, MonitorNumber number, MonitorDraft draft, int? version, CancellationToken stopping)
    {
        if (HistoryReader.Check(draft.Target) is { } unreadable) return unreadable;
        var afresh = false;
        var outcome = await desk.RunAsync(by, number, version, "monitor.changed", async (db, monitor) =>
        {
            var before = monitor.Draft;
            if (monitor.Change(draft, by.Name, desk.Now).Refusal is { } why) return why;
            if (await desk.IsTakenAsync(monitor, stopping)) return MonitorRefusals.NameTaken(monitor.Name);
            afresh = !before.Target.Equals(monitor.Draft.Target) || !before.Levels.SequenceEqual(monitor.Draft.Levels) || !before.Overrides.SelectMany(own => own.Levels).SequenceEqual(monitor.Draft.Overrides.SelectMany(own => own.Levels));
            var run = await db.Set<MonitorRun>().SingleOrDefaultAsync(known => known.Monitor == number, stopping);
            if (run is null && monitor.Enabled) db.Add(run = new() { Monitor = number });
            if (run is not null) (run.GoesOut, run.DueAt) = (MonitorTargets.GoesOut(monitor.Draft.Target), monitor.Draft.DueAfter(desk.Now, number));
            return monitor;
        }, stopping);
        if (outcome is Outcome<Monitor>.Done && afresh) await desk.QuietAsync(number, CancellationToken.None);
        return outcome;
    }
}

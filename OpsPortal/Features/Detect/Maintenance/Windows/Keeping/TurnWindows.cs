using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Detect.Maintenance.Windows.Acts;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Wire;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Keeping;

/// <summary>Begins and ends windows by the clock, and raises an event for one that is past its plan. Running it twice does nothing twice.</summary>
/// <remarks>What is due is in the database. What events are held back does not wait for it: that follows from the clock.</remarks>
internal sealed class TurnWindows(WindowDesk desk, SignalPath path) : IJob
{
    public const string Alarm = "MaintenanceOverrun";

    private const int Most = 500;

    public async Task RunAsync(CancellationToken stopping)
    {
        var now = desk.Now;
        List<WindowNumber> due;
        await using (var db = await desk.Databases.CreateDbContextAsync(stopping))
        {
            due = await db.Set<MaintenanceWindow>().Where(window => window.NextEdgeAt <= now).OrderBy(window => window.NextEdgeAt).Take(Most).Select(window => window.Number).ToListAsync(stopping);
        }

        var turned = false;
        foreach (var number in due)
        {
            if (stopping.IsCancellationRequested) break;
            turned |= await TurnAsync(number, now, stopping);
        }

        if (turned) await desk.ToldAsync();
    }

    private async Task<bool> TurnAsync(WindowNumber number, DateTimeOffset now, CancellationToken stopping)
    {
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().SingleOrDefaultAsync(window => window.Number == number, stopping) is not { } found) return false;
        var before = WindowDesk.Facts(found);
        var turned = found.Turn(now);

        // First the signal: told twice it is one event, but forgotten it would be none.
        if (found.AlarmIsDue)
        {
            var raised = found.OverrunSince is not null;
            if (await path.TakeAsync([raised ? Overrun(found) : Over(found, now)], stopping) == Taken.Stored) found.Alarmed(raised, now);
        }

        if (!turned && !db.ChangeTracker.HasChanges()) return false;
        db.AddRange(found.NewMoments);
        foreach (var moment in found.NewMoments) db.Record(new Act(Actor.Portal("maintenance"), now, WindowDesk.ActOf(moment.Kind), number.ToString(), before, WindowDesk.Facts(found)));
        try
        {
            await db.SaveChangesAsync(stopping);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody acts on it at this very moment; the next run looks again.
            return false;
        }
    }

    private static Signal Overrun(MaintenanceWindow window)
    {
        var annotations = new LabelDraft()
            .Add("summary", $"{window.Number} {window.Title} is past its plan")
            .Add("description", $"It was to end at {window.PlannedEnd?.UtcDateTime:yyyy-MM-dd HH:mm} UTC and goes on{(window.RunsUntil is { } until ? $" until {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : " until somebody says that the work is done")}. What it holds back stays held back.").Build();
        return Told.Firing(AddSource.Portal, Labels(window), annotations, window.PlannedEnd ?? window.OverrunSince ?? default, $"/maintenance/{window.Number}");
    }

    private static Signal Over(MaintenanceWindow window, DateTimeOffset now) => Told.Over(AddSource.Portal, Labels(window), LabelSet.Empty, now, now, $"/maintenance/{window.Number}");

    private static LabelSet Labels(MaintenanceWindow window) => LabelSet.From(
        ("alertname", Alarm), ("severity", "warning"), (ActiveWindows.OwnLabel, window.Number.ToString()), ("service", window.Scope.Services.Count > 0 ? window.Scope.Services[0].Value : ""));
}

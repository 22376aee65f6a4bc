using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Respond.Automation.Watching;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>
/// Follows maintenance windows: a window that is planned gets a draft for a person to look at, and what happens to it afterwards is told to
/// those who subscribe to its services. Running it twice tells nothing twice.
/// </summary>
internal sealed class FollowWindows(IDbContextFactory<OpsDb> databases, WindowMoments moments, TellSubscribers tell) : IJob
{
    private const string CursorName = "announcements.windows";

    private const int AtOnce = 100;

    public async Task RunAsync(CancellationToken stopping)
    {
        var after = await ReachedAsync(stopping);
        foreach (var moment in await moments.AfterAsync(after, AtOnce, stopping))
        {
            await TellAsync(moment, stopping);
            await ReachAsync(moment.Id, stopping);
        }
    }

    private async Task TellAsync(WindowMoment moment, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<MaintenanceWindow>().AsNoTracking().SingleOrDefaultAsync(window => window.Number == moment.Window, stopping) is not { } window) return;

        // A deployment announces itself.
        if (await db.Set<DeploymentWindow>().AnyAsync(one => one.Window == window.Number, stopping)) return;
        var services = moment.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => new ServiceKey(key)).ToList();

        // Nobody subscribes to what is named by labels only.
        if (services.Count == 0) return;
        var repeats = window.Schedule.Recurrence is not null;
        var subject = new AnnouncementSubject(SubjectKind.Maintenance, window.Number.ToString(), window.Title, services, moment.OccurrenceStart, moment.OccurrenceEnd, $"/maintenance/{window.Number}")
        { Occurrence = repeats && (moment.ByRule ?? moment.OccurrenceStart) is { } start ? FormattableString.Invariant($"{start.UtcDateTime:yyyyMMddHHmm}") : "" };
        var key = subject.Key;

        // Each time of a window that comes again and again is announced only where somebody has begun to.
        if (repeats && moment.Kind != MomentKind.Planned && !await db.Set<Announcement>().AnyAsync(known => known.Subject == key, stopping)) return;
        await tell.RunAsync(Actor.Portal("Maintenance"), subject, Of(moment.Kind), FormattableString.Invariant($"{moment.Kind} {moment.Id}"), "", stopping);
    }

    private static TellingMoment Of(MomentKind kind) => kind switch
    {
        MomentKind.Planned => TellingMoment.Ahead,
        MomentKind.Started => TellingMoment.Started,
        MomentKind.Overrun => TellingMoment.Overrun,
        MomentKind.Ended => TellingMoment.Ended,
        MomentKind.Cancelled => TellingMoment.Cancelled,
        _ => TellingMoment.Changed,
    };

    private async Task<long> ReachedAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<WatchCursor>().Where(known => known.Name == CursorName).Select(known => known.Entry).SingleOrDefaultAsync(stopping);
    }

    private async Task ReachAsync(long id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var cursor = await db.Set<WatchCursor>().SingleOrDefaultAsync(known => known.Name == CursorName, stopping);
        if (cursor is null) db.Add(cursor = new() { Name = CursorName });
        cursor.Entry = id;
        await db.SaveChangesAsync(stopping);
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Jobs;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>Publishes what is scheduled, tells ahead, at the start and when something takes too long, and ends what ends itself. Running it twice tells nobody twice.</summary>
internal sealed class AdvanceAnnouncements(IDbContextFactory<OpsDb> databases, MailAnnouncements mailing, ChangeFeed feed, TimeProvider clock) : IJob
{
    private static readonly Actor Portal = Actor.Portal("Announcements");

    /// <summary>Nobody is reminded of what began, or of what is still far off, because the portal was off at the time.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(30);

    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var number in await OpenAsync(stopping))
        {
            stopping.ThrowIfCancellationRequested();
            await AdvanceAsync(number, stopping);
        }

        await mailing.RunAsync(stopping);
    }

    private async Task<IReadOnlyList<AnnouncementNumber>> OpenAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var now = clock.GetUtcNow();
        return await db.Set<Announcement>().AsNoTracking()
            .Where(one => (one.State == AnnouncementState.Scheduled && one.PublishAt <= now) || one.State == AnnouncementState.Published || one.State == AnnouncementState.Updated)
            .OrderBy(one => one.Number).Select(one => one.Number).ToListAsync(stopping);
    }

    private async Task AdvanceAsync(AnnouncementNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Announcement>().Include(one => one.Updates).SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return;
        var now = clock.GetUtcNow();
        if (found.State == AnnouncementState.Scheduled && found.PublishAt <= now && !await PublishAsync(db, found, now, stopping)) return;
        if (!found.IsOut) return;
        await RemindAsync(db, found, now, stopping);
        if (found.StartsAt <= now && found.Start(now)) await TellingBook.NoteAsync(db, found, TellingMoment.Started, TellingBook.OccurrenceOf(found.StartsAt), "", now, stopping);
        if (found.EndsAt <= now) await EndAsync(db, found, now, stopping);
        if (!db.ChangeTracker.HasChanges()) return;
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody changed it at the same moment; the next run looks at what it is then.
            return;
        }

        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
    }

    private static async Task<bool> PublishAsync(OpsDb db, Announcement found, DateTimeOffset now, CancellationToken stopping)
    {
        // Its times may have passed meanwhile; then a person must look at it again.
        if (found.Publish(null, Portal, now).Refusal is not null && found.Unschedule(Portal, now).Refusal is not null) return false;
        db.Record(new Act(Portal, now, found.IsOut ? "announcement.published" : "announcement.unscheduled", found.Number.ToString(), null, new { found.State }));
        if (found.IsOut) await TellingBook.PublishedAsync(db, found, now, stopping);
        return true;
    }

    private static async Task RemindAsync(OpsDb db, Announcement found, DateTimeOffset now, CancellationToken stopping)
    {
        if (found.StartsAt is not { } starts || starts <= now) return;
        foreach (var minutes in found.AheadMinutes)
        {
            var at = starts - TimeSpan.FromMinutes(minutes);
            if (at > now || now - at > Late || found.PublishedAt >= at) continue;
            await TellingBook.NoteAsync(db, found, TellingMoment.Ahead, string.Create(CultureInfo.InvariantCulture, $"{minutes}m {TellingBook.OccurrenceOf(starts)}"), "", now, stopping);
        }
    }

    private static async Task EndAsync(OpsDb db, Announcement found, DateTimeOffset now, CancellationToken stopping)
    {
        if (found.EndsItself)
        {
            if (found.Finish(cancelled: false, "", Portal, now).Refusal is not null) return;
            db.Record(new Act(Portal, now, "announcement.ended", found.Number.ToString(), null, new { found.State }));
            await TellingBook.NoteAsync(db, found, TellingMoment.Ended, "", "", now, stopping);
        }
        else if (await TellingBook.NoteAsync(db, found, TellingMoment.Overrun, TellingBook.OccurrenceOf(found.EndsAt), "", now, stopping))
        {
            found.Overrun(now);
        }
    }
}

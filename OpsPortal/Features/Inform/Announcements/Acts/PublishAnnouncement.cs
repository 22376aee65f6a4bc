using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform.Announcements.Telling;

namespace OpsPortal.Features.Inform.Announcements.Acts;

/// <summary>Puts an announcement before its readers, now or at an instant to come.</summary>
internal sealed class PublishAnnouncement(AnnouncementDesk desk)
{
    /// <param name="when">UTC; null: now.</param>
    public Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber number, DateTimeOffset? when, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, when is null ? "announcement.published" : "announcement.scheduled", async (db, found, now) =>
        {
            var outcome = found.Publish(when, by, now);
            if (outcome.Refusal is null && found.IsOut) await TellingBook.PublishedAsync(db, found, now, stopping);
            return outcome;
        }, stopping);
}

/// <summary>Takes a scheduled announcement back to be worked on.</summary>
internal sealed class UnscheduleAnnouncement(AnnouncementDesk desk)
{
    public Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber number, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "announcement.unscheduled", (_, found, now) => Task.FromResult(found.Unschedule(by, now)), stopping);
}

/// <summary>Tells readers more.</summary>
internal sealed class UpdateAnnouncement(AnnouncementDesk desk)
{
    /// <param name="ends">The end as planned from now on; null: as before.</param>
    /// <param name="effect">What the page says from now on; null: as before.</param>
    public Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber number, string text, DateTimeOffset? ends, PublicLight? effect, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, "announcement.updated", async (db, found, now) =>
        {
            var outcome = found.Update(text, ends, effect, by, now);
            if (outcome.Refusal is null) await TellingBook.NoteAsync(db, found, TellingMoment.Changed, TellingBook.OccurrenceOf(found.Updates.Count), text.Trim(), now, stopping);
            return outcome;
        }, stopping);
}

/// <summary>Says that it is over, or that it does not take place.</summary>
internal sealed class EndAnnouncement(AnnouncementDesk desk)
{
    /// <param name="text">What readers are told; empty: the usual words.</param>
    public Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber number, bool cancelled, string text, int? version, CancellationToken stopping) =>
        desk.RunAsync(by, number, version, cancelled ? "announcement.cancelled" : "announcement.ended", async (db, found, now) =>
        {
            var wasOut = found.IsOut;
            var outcome = found.Finish(cancelled, text, by, now);
            if (outcome.Refusal is null && wasOut) await TellingBook.NoteAsync(db, found, cancelled ? TellingMoment.Cancelled : TellingMoment.Ended, "", text.Trim(), now, stopping);
            return outcome;
        }, stopping);
}

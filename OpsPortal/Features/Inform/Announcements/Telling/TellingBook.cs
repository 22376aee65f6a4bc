using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>Notes that subscribers are to be told, once for each moment and occurrence, in the transaction of what caused it.</summary>
internal static class TellingBook
{
    /// <summary>It was published ahead of its start.</summary>
    public const string Publication = "published";

    /// <returns>False: they were told already.</returns>
    public static async Task<bool> NoteAsync(OpsDb db, Announcement announcement, TellingMoment moment, string occurrence, string text, DateTimeOffset now, CancellationToken stopping)
    {
        if (!announcement.IsOut && moment is not (TellingMoment.Ended or TellingMoment.Cancelled)) return false;
        if (await db.Set<Announced>().AnyAsync(known => known.Announcement == announcement.Number && known.Moment == moment && known.Occurrence == occurrence, stopping)) return false;
        db.Add(new Announced { Announcement = announcement.Number, Moment = moment, Occurrence = occurrence, Text = text, At = now });
        return true;
    }

    /// <summary>Readers get it for the first time: ahead of its start, or as something that goes on.</summary>
    public static async Task PublishedAsync(OpsDb db, Announcement announcement, DateTimeOffset now, CancellationToken stopping)
    {
        if (announcement.StartsAt > now)
        {
            await NoteAsync(db, announcement, TellingMoment.Ahead, Publication, "", now, stopping);
            return;
        }

        announcement.Start(now);
        await NoteAsync(db, announcement, TellingMoment.Started, OccurrenceOf(announcement.StartsAt), "", now, stopping);
    }

    public static string OccurrenceOf(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) ?? "now";

    public static string OccurrenceOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}

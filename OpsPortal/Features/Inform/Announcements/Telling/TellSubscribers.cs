using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>What came of a moment.</summary>
/// <param name="Announcement">The announcement of the subject.</param>
/// <param name="IsTold">Subscribers are told. False: nobody has published it yet, or they were told of this moment already.</param>
public sealed record Tellings(AnnouncementNumber Announcement, bool IsTold);

/// <summary>What other parts of the portal call where something that users should know of comes up, begins, changes or ends.</summary>
/// <remarks>
/// The first call for a subject writes a draft from the template, for a person to look at: nothing reaches many that nobody has
/// seen, unless its words were approved with what it is about. Once it is published, every later moment is told by itself, each once for its occurrence. Times follow the subject.
/// </remarks>
internal sealed class TellSubscribers(IDbContextFactory<OpsDb> databases, AnnouncementTemplates templates, AnnouncementTools tools)
{
    /// <param name="by">Who or what caused it; asked for no permission of announcements, because nothing new reaches anybody by it.</param>
    /// <param name="moment">What has happened to the subject.</param>
    /// <param name="occurrence">Which of several of the same moment, at most 60 characters; empty: there is one.</param>
    /// <param name="text">What readers are told beside the announcement, in plain language; empty: the usual words.</param>
    public async Task<Outcome<Tellings>> RunAsync(Actor by, AnnouncementSubject subject, TellingMoment moment, string occurrence, string text, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var (now, key) = (tools.Now, subject.Key);
        var found = await db.Set<Announcement>().Include(one => one.Updates).SingleOrDefaultAsync(one => one.Subject == key, stopping);
        if (found is null)
        {
            // What is over, or does not happen, needs no announcement any more.
            if (moment is TellingMoment.Ended or TellingMoment.Cancelled) return Refusals.NotFound($"An announcement of {subject.Number}");
            found = await DraftAsync(db, by, subject, now, stopping);
            if (subject.IsApproved && found.Publish(null, by, now).Refusal is null)
            {
                db.Record(new Act(by, now, "announcement.published", found.Number.ToString(), null, AnnouncementDesk.Facts(found)));
                await TellingBook.PublishedAsync(db, found, now, stopping);
                return await SaveAsync(db, found, isTold: true);
            }
        }

        if (found.State is AnnouncementState.Ended or AnnouncementState.Cancelled) return new Tellings(found.Number, IsTold: false);
        var told = await MoveAsync(db, found, subject, moment, occurrence, text, (by, now), stopping);
        if (told is Outcome<bool>.Refused(var why)) return why;
        return await SaveAsync(db, found, told is Outcome<bool>.Done(true));

        async Task<Tellings> SaveAsync(OpsDb open, Announcement announcement, bool isTold)
        {
            await open.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
            tools.Feed.Publish(ChangeKind.Announcements);
            tools.Feed.Publish(ChangeKind.Audit);
            return new Tellings(announcement.Number, isTold);
        }
    }

    private async Task<Announcement> DraftAsync(OpsDb db, Actor by, AnnouncementSubject subject, DateTimeOffset now, CancellationToken stopping)
    {
        var template = await AnnouncementTemplates.FindAsync(db, subject.Kind, stopping);
        var draft = templates.Draft(template, subject);
        var made = Announcement.From(await AnnouncementDesk.NextAsync(db, stopping), subject.Key, draft, by, now);
        db.Add(made);
        db.Record(new Act(by, now, "announcement.drafted", made.Number.ToString(), null, AnnouncementDesk.Facts(made)));
        return made;
    }

    /// <summary>Brings the announcement up to its subject; true where subscribers are told.</summary>
    private static async Task<Outcome<bool>> MoveAsync(
        OpsDb db, Announcement found, AnnouncementSubject subject, TellingMoment moment, string occurrence, string text, (Actor By, DateTimeOffset Now) when, CancellationToken stopping)
    {
        var (by, now) = when;
        if (await db.Set<Announced>().AnyAsync(known => known.Announcement == found.Number && known.Moment == moment && known.Occurrence == occurrence, stopping)) return false;
        if (moment is not (TellingMoment.Ended or TellingMoment.Cancelled)) found.Move(subject.Starts, subject.Ends);
        if (moment is TellingMoment.Ended or TellingMoment.Cancelled)
        {
            var wasOut = found.IsOut;

            // A draft of something that is over is not worth anybody's time any more.
            if (found.Finish(!wasOut || moment == TellingMoment.Cancelled, text, by, now).Refusal is { } no) return no;
            db.Record(new Act(by, now, wasOut ? "announcement.ended" : "announcement.cancelled", found.Number.ToString(), null, AnnouncementDesk.Facts(found)));
            return wasOut && await TellingBook.NoteAsync(db, found, moment, occurrence, text, now, stopping);
        }

        if (!found.IsOut) return false;
        switch (moment)
        {
            case TellingMoment.Started:
                found.Start(now);
                occurrence = TellingBook.OccurrenceOf(found.StartsAt);
                break;
            case TellingMoment.Overrun:
                found.Overrun(now);
                break;
            case TellingMoment.Changed when found.Update(text.Length > 0 ? text : $"The plan has changed. {AnnouncementBulletin.When(found)}".TrimEnd(), null, null, by, now).Refusal is { } no:
                return no;
        }

        return await TellingBook.NoteAsync(db, found, moment, occurrence, text, now, stopping);
    }
}

using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;

namespace OpsPortal.Features.Inform.Announcements.Acts;

/// <summary>Writes an announcement, or changes one that readers do not have yet. Nobody outside sees it before it is published.</summary>
internal sealed class SaveAnnouncement(AnnouncementDesk desk)
{
    /// <param name="number">The one to change; null: a new one.</param>
    /// <param name="version">As it was read; refused where somebody has changed it since.</param>
    public async Task<Outcome<Announcement>> RunAsync(Actor by, AnnouncementNumber? number, AnnouncementDraft draft, int? version, CancellationToken stopping)
    {
        if (number is { } known)
        {
            return await desk.RunAsync(by, known, version, "announcement.changed", async (db, found, now) =>
                await AnnouncementDesk.UnknownAsync(db, draft.Services, stopping) is { } missing ? missing : found.Edit(draft, by, now), stopping);
        }

        if (!by.May(Permissions.AnnouncementsWrite)) return Refusals.Forbidden(Permissions.AnnouncementsWrite);
        var at = desk.Now;
        if (draft.Check(at) is { } no) return no;
        await using var db = await desk.Databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        if (await AnnouncementDesk.UnknownAsync(db, draft.Services, stopping) is { } unknown) return unknown;
        var made = Announcement.From(await AnnouncementDesk.NextAsync(db, stopping), "", draft, by, at);
        db.Add(made);
        db.Record(new Act(by, at, "announcement.drafted", made.Number.ToString(), null, AnnouncementDesk.Facts(made)));
        await db.SaveChangesAsync(stopping);
        await transaction.CommitAsync(CancellationToken.None);
        desk.Told(by, "announcement.drafted", made.Number);
        return made;
    }
}

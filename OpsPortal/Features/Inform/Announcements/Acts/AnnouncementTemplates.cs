using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Audit;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Acts;

/// <summary>The first words of announcements, and changing them.</summary>
internal sealed class AnnouncementTemplates(IDbContextFactory<OpsDb> databases, ChangeFeed feed, TimeProvider clock)
{
    public async Task<IReadOnlyList<AnnouncementTemplate>> AllAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<AnnouncementTemplate>().AsNoTracking().ToDictionaryAsync(template => template.Kind, stopping);
        return [.. Enum.GetValues<SubjectKind>().Select(kind => kept.GetValueOrDefault(kind) ?? AnnouncementTemplate.Usual(kind))];
    }

    /// <summary>As it was changed, or as the portal comes with it.</summary>
    public static async Task<AnnouncementTemplate> FindAsync(OpsDb db, SubjectKind kind, CancellationToken stopping) =>
        await db.Set<AnnouncementTemplate>().AsNoTracking().SingleOrDefaultAsync(template => template.Kind == kind, stopping) ?? AnnouncementTemplate.Usual(kind);

    /// <summary>A draft of a subject in the words of its template; placeholders whose time is not known are left to whoever edits it.</summary>
    public AnnouncementDraft Draft(AnnouncementTemplate template, AnnouncementSubject subject)
    {
        var draft = template.ToDraft() with { Services = [.. subject.Services.Take(Announcement.MostServices)], StartsAt = subject.Starts, EndsAt = subject.Ends };
        if (subject.Words.Length > 0) draft = draft with { Impact = subject.Words };

        // What incidents and deployments are called inside is not for readers.
        if (subject.Kind is not (SubjectKind.Incident or SubjectKind.Deployment) && InformText.Line("The title", subject.Title, Announcement.MaxTitleLength) is null) draft = draft with { Title = subject.Title };
        return subject.Starts > clock.GetUtcNow() ? draft : draft with { AheadMinutes = [] };
    }

    public async Task<Outcome<AnnouncementTemplate>> SaveAsync(Actor by, SubjectKind kind, string title, string impact, int version, CancellationToken stopping)
    {
        if (!by.May(Permissions.AnnouncementsWrite)) return Refusals.Forbidden(Permissions.AnnouncementsWrite);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<AnnouncementTemplate>().SingleOrDefaultAsync(template => template.Kind == kind, stopping);
        var found = kept ?? AnnouncementTemplate.Usual(kind);
        if (found.Version != version) return InformRefusals.ChangedMeanwhile(found.ChangedBy);
        var before = new { found.Title, found.Impact };
        var outcome = found.Edit(title, impact, by.Name);
        if (outcome.Refusal is not null) return outcome;
        if (kept is null) db.Add(found);
        db.Record(new Act(by, clock.GetUtcNow(), "announcement-template.changed", kind.ToString(), before, new { found.Title, found.Impact }));
        try
        {
            await db.SaveChangesAsync(stopping);
        }
        catch (DbUpdateException)
        {
            return InformRefusals.ChangedMeanwhile("Somebody");
        }

        feed.Publish(ChangeKind.Announcements);
        feed.Publish(ChangeKind.Audit);
        return found;
    }
}

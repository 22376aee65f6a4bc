using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Telling;

/// <summary>
/// Writes a message for every subscriber whom a moment concerns, a page at a time, each page in one transaction with how far it has
/// come: a portal that is killed goes on with the next page, and nobody is told twice or left out.
/// </summary>
internal sealed class MailAnnouncements(IDbContextFactory<OpsDb> databases, BulletinMessages messages, AnnouncementTools tools) : IDisposable
{
    private const int PageSize = 500;

    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task RunAsync(CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        try
        {
            while (await NextAsync(stopping)) stopping.ThrowIfCancellationRequested();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <returns>There is more to do.</returns>
    private async Task<bool> NextAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Announced>().Where(one => one.DoneAt == null).OrderBy(one => one.Id).FirstOrDefaultAsync(stopping) is not { } moment) return false;
        var now = tools.Now;
        var announcement = await db.Set<Announcement>().AsNoTracking().SingleAsync(one => one.Number == moment.Announcement, stopping);
        var shown = await ShownAsync(db, announcement, stopping);

        // What concerns only services that nobody outside knows is nobody's business outside.
        List<Subscription> page = announcement.Services.Count > 0 && shown.Count == 0 ? [] : await db.Set<Subscription>().AsNoTracking()
            .Where(one => one.ConfirmedAt != null && one.Id > moment.Reached && one.ConfirmedAt <= moment.At).OrderBy(one => one.Id).Take(PageSize).ToListAsync(stopping);
        var bulletin = AnnouncementBulletin.Of(announcement, [.. shown.Select(service => service.Name)], moment.Moment, moment.Text, tools.Links);
        var keys = shown.Select(service => service.Service).ToHashSet();
        var told = 0;
        foreach (var subscription in page.Where(one => one.Concerns(keys)))
        {
            var sealedPart = subscription.Kind == DestinationKind.Mail ? subscription.SealedEndToken : subscription.SealedTarget;
            db.Add(messages.Of(bulletin, new(subscription.Kind, subscription.Shown, sealedPart), announcement.Number.ToString(), now));
            told++;
        }

        if (page.Count > 0) moment.Advance(page[^1].Id, told);
        if (page.Count < PageSize) moment.Finish(now);
        await db.SaveChangesAsync(stopping);
        if (moment.DoneAt is not null) tools.Log.Announced(announcement.Number.ToString(), moment.Count, moment.Moment.ToString());
        tools.Feed.Publish(ChangeKind.Outbox);
        return true;
    }

    /// <summary>The public services it concerns, in the order of the page.</summary>
    private static async Task<List<PublicEntry>> ShownAsync(OpsDb db, Announcement announcement, CancellationToken stopping)
    {
        if (announcement.Services.Count == 0) return [];
        var keys = announcement.Services.ToArray();
        return await db.Set<PublicEntry>().AsNoTracking().Where(one => keys.Contains(one.Service)).OrderBy(one => one.Place).ToListAsync(stopping);
    }
}

/// <summary>What telling subscribers needs of the portal around it.</summary>
internal sealed class AnnouncementTools(InformLinks links, ChangeFeed feed, TimeProvider clock, ILogger<AnnouncementTools> log)
{
    public InformLinks Links => links;

    public ChangeFeed Feed => feed;

    public DateTimeOffset Now => clock.GetUtcNow();

    public ILogger Log => log;
}

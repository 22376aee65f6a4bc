using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Inform.Announcements.Telling;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Announcements.Queries;

/// <summary>The read side of announcements.</summary>
internal sealed class AnnouncementQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>A page, newest first, from <paramref name="cursor"/> on (null: the newest).</summary>
    public async Task<Page<AnnouncementRow>> PageAsync(AnnouncementFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (AnnouncementNumber.TryParse(cursor, null, out var after)) found = found.Where(one => one.Number < after);
        var rows = await RowsAsync(db, found.OrderByDescending(one => one.Number).Take(limit + 1), stopping);
        return rows.Count <= limit ? new(rows, null) : new(rows[..limit], rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(AnnouncementFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<AnnouncementRow>> RowsAsync(IReadOnlyList<AnnouncementNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, db.Set<Announcement>().AsNoTracking().Where(one => numbers.Contains(one.Number)), stopping);
    }

    public async Task<AnnouncementView?> ViewAsync(AnnouncementNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Announcement>().AsNoTracking().Include(one => one.Updates).SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return null;
        var names = await PublicNames.OfAsync(db, found.Services, stopping);
        var mailings = await db.Set<Announced>().AsNoTracking().Where(one => one.Announcement == number).OrderBy(one => one.Id).Select(one => new MailingRow(one.Moment, one.At, one.Count, one.DoneAt)).ToListAsync(stopping);
        return new(Row(found, names), found.ToDraft(), AnnouncementText.Fill(found.Impact, names, found.StartsAt, found.EndsAt), names, found.Subject, found.PublishAt, found.PublishedAt, found.OverAt,
            [.. found.Updates.OrderBy(update => update.Place).Select(update => new UpdateRow(update.Moment, update.Text, update.By, update.At))], mailings);
    }

    /// <summary>A draft as its readers would see it, and how many of them would be told.</summary>
    public async Task<AnnouncementPreview> PreviewAsync(AnnouncementDraft draft, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var names = await PublicNames.OfAsync(db, draft.Services, stopping);
        var keys = draft.Services.ToArray();
        var shown = await db.Set<PublicEntry>().AsNoTracking().Where(one => keys.Contains(one.Service)).Select(one => one.Service).ToListAsync(stopping);
        var isPublic = draft.Services.Count == 0 || shown.Count > 0;
        var readers = 0;
        if (isPublic)
        {
            await foreach (var subscription in db.Set<Subscription>().AsNoTracking().Where(one => one.ConfirmedAt != null).AsAsyncEnumerable().WithCancellation(stopping))
            {
                if (subscription.Concerns(shown)) readers++;
            }
        }

        var (starts, ends) = (draft.StartsAt, draft.EndsAt);
        var when = (starts, ends) switch
        {
            ({ } from, { } to) => $"{AnnouncementText.Said(from)} to {AnnouncementText.Said(to)}",
            ({ } from, null) => $"From {AnnouncementText.Said(from)}",
            (null, { } to) => $"Until {AnnouncementText.Said(to)}",
            _ => "",
        };
        return new(AnnouncementText.Fill(draft.Title, names, starts, ends), AnnouncementText.Fill(draft.Impact, names, starts, ends), when, names, readers, isPublic);
    }

    private static async Task<List<AnnouncementRow>> RowsAsync(OpsDb db, IQueryable<Announcement> wanted, CancellationToken stopping)
    {
        var found = await wanted.ToListAsync(stopping);
        var all = await PublicNames.AllAsync(db, stopping);
        return found.ConvertAll(one => Row(one, PublicNames.Of(all, one.Services)));
    }

    private static AnnouncementRow Row(Announcement one, IReadOnlyList<string> names) => new(
        one.Number, one.Kind, AnnouncementText.Fill(one.Title, names, one.StartsAt, one.EndsAt), one.State, one.Effect, [.. one.Services.Select(key => key.Value)], one.StartsAt, one.EndsAt, one.ChangedAt, one.ChangedBy, one.Version);

    private static IQueryable<Announcement> Narrow(OpsDb db, AnnouncementFilter filter)
    {
        var found = db.Set<Announcement>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(one => filter.States.Contains(one.State));
        if (filter.Kinds.Count > 0) found = found.Where(one => filter.Kinds.Contains(one.Kind));
        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && AnnouncementNumber.TryParse(text, null, out var number)) return found.Where(one => one.Number == number);
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();
        return found.Where(one => one.Title.ToLower().Contains(wanted) || one.Impact.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }
}

/// <summary>What readers know services by.</summary>
internal static class PublicNames
{
    public static Task<List<PublicEntry>> AllAsync(OpsDb db, CancellationToken stopping) => db.Set<PublicEntry>().AsNoTracking().OrderBy(one => one.Place).ToListAsync(stopping);

    /// <summary>The public names of these services, in the order of the page.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<PublicEntry> all, IReadOnlyList<ServiceKey> services) => [.. all.Where(one => services.Contains(one.Service)).Select(one => one.Name)];

    public static async Task<IReadOnlyList<string>> OfAsync(OpsDb db, IReadOnlyList<ServiceKey> services, CancellationToken stopping) => Of(await AllAsync(db, stopping), services);
}

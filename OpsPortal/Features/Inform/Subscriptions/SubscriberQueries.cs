using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Subscriptions;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Inform.Subscriptions;

/// <summary>One subscription in a list.</summary>
/// <param name="Services">Empty: all.</param>
/// <param name="ConfirmedAt">Null: not yet, so nothing is sent.</param>
public sealed record SubscriberRow(long Id, DestinationKind Kind, string To, IReadOnlyList<string> Services, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt);

/// <summary>The read side of subscriptions, for who may see addresses.</summary>
internal sealed class SubscriberQueries(IDbContextFactory<OpsDb> databases)
{
    /// <summary>A page, newest first, from <paramref name="cursor"/> on (null: the newest).</summary>
    public async Task<Page<SubscriberRow>> PageAsync(string text, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, text);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var after)) found = found.Where(one => one.Id < after);
        var rows = (await found.OrderByDescending(one => one.Id).Take(limit + 1).ToListAsync(stopping)).ConvertAll(Row);
        return rows.Count <= limit ? new(rows, null) : new(rows[..limit], rows[limit - 1].Id.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<int> CountAsync(string text, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, text).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<SubscriberRow>> RowsAsync(IReadOnlyList<long> ids, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return (await db.Set<Subscription>().AsNoTracking().Where(one => ids.Contains(one.Id)).ToListAsync(stopping)).ConvertAll(Row);
    }

    private static IQueryable<Subscription> Narrow(OpsDb db, string text)
    {
        var found = db.Set<Subscription>().AsNoTracking();
        if (text.Trim() is not { Length: > 0 } words) return found;
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = words.ToLowerInvariant();
        return found.Where(one => one.Shown.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static SubscriberRow Row(Subscription one) => new(one.Id, one.Kind, one.Shown, [.. one.Services.Select(key => key.Value)], one.CreatedAt, one.ConfirmedAt);
}

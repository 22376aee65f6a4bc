using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Freezes;

/// <summary>One freeze in a list.</summary>
/// <param name="Holds">What it is for, in words.</param>
/// <param name="State"><c>Planned</c>, <c>In force</c>, <c>Over</c> or <c>Lifted</c>.</param>
public sealed record FreezeRow(Guid Id, string Name, string Reason, string Holds, string State, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy, int Version);

/// <summary>The read side of freezes.</summary>
internal sealed class FreezeList(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>A page, the latest end first, from <paramref name="cursor"/> on (null: the first). A cursor is a count of rows: freezes are few.</summary>
    public async Task<Page<FreezeRow>> PageAsync(string text, string? cursor, int limit, CancellationToken stopping)
    {
        var shown = int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        await using var db = await databases.CreateDbContextAsync(stopping);
        var rows = await Narrow(db, text).OrderByDescending(freeze => freeze.EndsAt).ThenBy(freeze => freeze.Id).Skip(shown).Take(limit + 1).ToListAsync(stopping);
        return new([.. rows.Take(limit).Select(Row)], rows.Count > limit ? (shown + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<IReadOnlyList<FreezeRow>> RowsAsync(IReadOnlyList<string> keys, CancellationToken stopping)
    {
        var ids = keys.Select(Guid.Parse).ToList();
        await using var db = await databases.CreateDbContextAsync(stopping);
        return [.. (await db.Set<Freeze>().AsNoTracking().Where(freeze => ids.Contains(freeze.Id)).ToListAsync(stopping)).Select(Row)];
    }

    private static IQueryable<Freeze> Narrow(OpsDb db, string text)
    {
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.Trim().ToLowerInvariant();
        var found = db.Set<Freeze>().AsNoTracking();
        return wanted.Length == 0 ? found : found.Where(freeze => freeze.Name.ToLower().Contains(wanted) || freeze.Reason.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }

    private FreezeRow Row(Freeze freeze)
    {
        var now = clock.GetUtcNow();
        var holds = (freeze.Services.Count == 0 ? "Every service" : string.Join(", ", freeze.Services)) + (freeze.Environment.Length > 0 ? $" in {freeze.Environment}" : "");
        var state = freeze.IsLifted ? "Lifted" : freeze.EndsAt <= now ? "Over" : freeze.StartsAt <= now ? "In force" : "Planned";
        return new(freeze.Id, freeze.Name, freeze.Reason, holds, state, freeze.StartsAt, freeze.EndsAt, freeze.CreatedBy, freeze.Version);
    }
}

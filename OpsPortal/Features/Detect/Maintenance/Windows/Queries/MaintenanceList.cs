using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Maintenance;
using OpsPortal.Domain.Detect.Maintenance.Windows;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Queries;

/// <summary>Windows and silences in one list, the latest start first.</summary>
internal sealed class MaintenanceList(IDbContextFactory<OpsDb> databases, TimeProvider clock)
{
    /// <summary>A page from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<MaintenanceRow>> PageAsync(MaintenanceFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var (at, shown) = Read(cursor) ?? (DateTimeOffset.MaxValue, 0);
        var (windows, silences, most) = (Windows(db, filter), Silences(db, filter), limit + shown + 1);
        if (cursor is not null) (windows, silences) = (windows.Where(window => window.ShownAt <= at), silences.Where(silence => silence.StartsAt <= at));
        var rows = new List<MaintenanceRow>();
        if (filter.Kinds.Count == 0 || filter.Kinds.Contains(MaintenanceKind.Window))
            rows.AddRange((await windows.OrderByDescending(window => window.ShownAt).ThenByDescending(window => window.Number).Take(most).ToListAsync(stopping)).Select(WindowQueries.Row));
        if (filter.Kinds.Count == 0 || filter.Kinds.Contains(MaintenanceKind.Silence))
            rows.AddRange((await silences.OrderByDescending(silence => silence.StartsAt).ThenByDescending(silence => silence.Id).Take(most).ToListAsync(stopping)).Select(Row));

        // Windows before silences of the same instant; a stable sort keeps each kind's own order.
        var ordered = rows.OrderByDescending(row => row.Start).ThenBy(row => row.Kind).Skip(shown).ToList();
        if (ordered.Count <= limit) return new(ordered, null);
        var page = ordered[..limit];
        var last = page[^1].Start;
        var alike = page.Count(row => row.Start == last) + (last == at ? shown : 0);
        return new(page, string.Create(CultureInfo.InvariantCulture, $"{last.UtcTicks}.{alike}"));
    }

    public async Task<int> CountAsync(MaintenanceFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var count = 0;
        if (filter.Kinds.Count == 0 || filter.Kinds.Contains(MaintenanceKind.Window)) count += await Windows(db, filter).Take(most).CountAsync(stopping);
        if (filter.Kinds.Count == 0 || filter.Kinds.Contains(MaintenanceKind.Silence)) count += await Silences(db, filter).Take(most).CountAsync(stopping);
        return Math.Min(count, most);
    }

    public async Task<IReadOnlyList<MaintenanceRow>> RowsAsync(IReadOnlyList<string> keys, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var numbers = keys.Select(key => WindowNumber.TryParse(key, null, out var number) ? number : default).Where(number => number.Value > 0).ToList();
        var ids = keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToList();
        var windows = await db.Set<MaintenanceWindow>().AsNoTracking().Where(window => numbers.Contains(window.Number)).ToListAsync(stopping);
        var silences = await db.Silences.AsNoTracking().Where(silence => ids.Contains(silence.Id)).ToListAsync(stopping);
        return [.. windows.Select(WindowQueries.Row), .. silences.Select(Row)];
    }

    public async Task<Silence?> SilenceAsync(Guid id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Silences.AsNoTracking().SingleOrDefaultAsync(silence => silence.Id == id, stopping);
    }

    /// <summary>Whether it can be the place where a page begins.</summary>
    public static bool IsCursor(string text) => Read(text) is not null;

    /// <summary>Where the last page ended: its last start, and how many rows of that very start have been shown.</summary>
    private static (DateTimeOffset At, int Shown)? Read(string? cursor) =>
        cursor?.Split('.') is [var at, var alike]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks
        && int.TryParse(alike, NumberStyles.None, CultureInfo.InvariantCulture, out var shown) && shown <= 50_000
            ? (new(ticks, TimeSpan.Zero), shown)
            : null;

    private MaintenanceRow Row(Silence silence)
    {
        var state = silence.StateAt(clock.GetUtcNow()) switch { SilenceState.Pending => WindowState.Planned, SilenceState.Active => WindowState.Active, _ => WindowState.Ended };
        return new(MaintenanceKind.Silence, silence.Id.ToString(), silence.Comment.Length > 0 ? silence.Comment : "Silence", state, $"where {string.Join(", ", silence.Matchers)}", WindowEffect.Suppress.Words,
            silence.StartsAt, silence.EndsAt, Repeats: false, silence.CreatedBy, IsOverrun: false, silence.Version);
    }

    private static IQueryable<MaintenanceWindow> Windows(OpsDb db, MaintenanceFilter filter)
    {
        var found = db.Set<MaintenanceWindow>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(window => filter.States.Contains(window.State));
        var text = filter.Text.Trim();
        if (text.Contains('-', StringComparison.Ordinal) && WindowNumber.TryParse(text, null, out var number)) return found.Where(window => window.Number == number);
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();
        if (wanted.Length > 0) found = found.Where(window => window.Title.ToLower().Contains(wanted) || window.Reason.ToLower().Contains(wanted) || window.RequestedBy.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
        var service = $" {filter.Service} ";
        return filter.Service.Length > 0 ? found.Where(window => window.NamedServices.Contains(service)) : found;
    }

    private IQueryable<Silence> Silences(OpsDb db, MaintenanceFilter filter)
    {
        var now = clock.GetUtcNow();
        var found = db.Silences.AsNoTracking();
        if (filter.Service.Length > 0) return found.Where(_ => false);
        if (filter.States.Count > 0)
        {
            var (planned, active, ended) = (filter.States.Contains(WindowState.Planned), filter.States.Contains(WindowState.Active), filter.States.Contains(WindowState.Ended));
            found = found.Where(silence => (planned && silence.StartsAt > now) || (active && silence.StartsAt <= now && silence.EndsAt > now) || (ended && silence.EndsAt <= now));
        }

        var text = filter.Text.Trim();
        if (Guid.TryParse(text, out var id)) return found.Where(silence => silence.Id == id);
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
        var wanted = text.ToLowerInvariant();
        return wanted.Length == 0 ? found : found.Where(silence => silence.Comment.ToLower().Contains(wanted) || silence.CreatedBy.ToLower().Contains(wanted));
#pragma warning restore CA1304, CA1311, CA1862
    }
}

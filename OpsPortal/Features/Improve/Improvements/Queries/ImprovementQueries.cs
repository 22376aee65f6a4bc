using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Queries;

/// <summary>The read side of the register.</summary>
internal sealed class ImprovementQueries(IDbContextFactory<OpsDb> databases)
{
    private const int MostEntries = 500;

    internal static Expression<Func<Improvement, ImprovementRow>> Row { get; } = one =>
        new(one.Number, one.Title, one.State, one.Source, one.Service, one.OwnerName, one.Effort, one.DueAt, one.Measure, one.EnteredAt, one.ChangedAt, one.Version);

    public static bool IsCursor(string given) => long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>A page, the newest first, from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<ImprovementRow>> PageAsync(ImprovementFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var below)) found = Below(found, new(below));
        var rows = await found.OrderByDescending(one => one.Number).Take(limit + 1).Select(Row).ToListAsync(stopping);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Number.Value.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(ImprovementFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<ImprovementRow>> RowsAsync(IReadOnlyList<ImprovementNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<Improvement>().AsNoTracking().Where(one => numbers.Contains(one.Number)).Select(Row).ToListAsync(stopping);
    }

    /// <summary>Null where there is no such improvement.</summary>
    public async Task<ImprovementView?> ViewAsync(ImprovementNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<Improvement>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, stopping) is not { } found) return null;
        var timeline = await db.Set<ImprovementEntry>().AsNoTracking().Where(entry => entry.Improvement == number).OrderByDescending(entry => entry.Id).Take(MostEntries).ToListAsync(stopping);
        return new(found, [.. timeline.OrderBy(entry => entry.Id)]);
    }

    private static IQueryable<Improvement> Below(IQueryable<Improvement> found, ImprovementNumber below) => found.Where(one => one.Number < below);

    private static IQueryable<Improvement> Narrow(OpsDb db, ImprovementFilter filter)
    {
        var found = db.Set<Improvement>().AsNoTracking();
        if (filter.States.Count > 0) found = found.Where(one => filter.States.Contains(one.State));
        if (filter.Sources.Count > 0) found = found.Where(one => filter.Sources.Contains(one.Source));
        if (filter.Owner.Trim() is { Length: > 0 } owner)
        {
            var part = owner.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database compares, and knows no culture.
            found = found.Where(one => one.OwnerName.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (filter.Text.Trim() is not { Length: > 0 } text) return found;
        if (text.Contains('-', StringComparison.Ordinal) && ImprovementNumber.TryParse(text, null, out var number)) return found.Where(one => one.Number == number);
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)) found = found.Where(one => EF.Property<string>(one, ImprovementConfiguration.Words).Contains(word));
        return found;
    }
}

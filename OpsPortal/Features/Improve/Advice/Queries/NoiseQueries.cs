using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Advice;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Advice.Queries;

/// <summary>The read side of noise. Reads counted weeks, never events.</summary>
internal sealed class NoiseQueries(IDbContextFactory<OpsDb> databases, IOptions<ImproveOptions> options, TimeProvider clock)
{
    private const int YearWeeks = 53, MostAdvice = 50;

    public int Usual => options.Value.NoiseBudgetPerWeek;

    public static bool IsCursor(string given) => Cursor(given) is not null;

    /// <summary>A page, the noisiest first, from <paramref name="cursor"/> on (null: the first).</summary>
    public async Task<Page<NoiseRow>> PageAsync(NoiseFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = Narrow(db, filter);
        if (cursor is not null && Cursor(cursor) is var (worst, id)) found = found.Where(rule => rule.Worst < worst || (rule.Worst == worst && rule.Id > id));
        var rules = await found.OrderByDescending(rule => rule.Worst).ThenBy(rule => rule.Id).Take(limit + 1).ToListAsync(stopping);
        var rows = await RowsAsync(db, [.. rules.Take(limit)], stopping);
        return new(rows, rules.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{rules[limit - 1].Worst}.{rules[limit - 1].Id}") : null);
    }

    /// <summary>How many there are, counted to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(NoiseFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await Narrow(db, filter).Take(most).CountAsync(stopping);
    }

    public async Task<IReadOnlyList<NoiseRow>> RowsAsync(IReadOnlyList<long> ids, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await RowsAsync(db, await db.Set<NoisyRule>().AsNoTracking().Where(rule => ids.Contains(rule.Id)).ToListAsync(stopping), stopping);
    }

    /// <summary>Null where there is no such rule.</summary>
    public async Task<NoiseView?> ViewAsync(long id, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Set<NoisyRule>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stopping) is not { } rule) return null;
        var current = NoiseWeek.Of(clock.GetUtcNow());
        var kept = (await db.Set<NoiseWeek>().AsNoTracking().Where(week => week.Rule == id).ToListAsync(stopping)).ToDictionary(week => week.Week);
        var weeks = Enumerable.Range(0, YearWeeks).Select(back => current.AddDays(-7 * (YearWeeks - 1 - back))).Select(week => kept.GetValueOrDefault(week) ?? new NoiseWeek { Rule = id, Week = week });
        var advice = await db.Set<NoiseAdvice>().AsNoTracking().Where(one => one.Rule == id && one.State != AdviceState.Replaced).ToListAsync(stopping);
        return new((await RowsAsync(db, [rule], stopping))[0], rule, [.. weeks], [.. advice.OrderBy(one => one.State != AdviceState.Offered).ThenByDescending(one => one.AppliedAt).ThenBy(one => one.Kind).Take(MostAdvice)]);
    }

    public async Task<CountingState> CountingAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Set<NoiseCounting>().AsNoTracking().SingleOrDefaultAsync(stopping) is { } counting ? new(counting.CountedAt, counting.WeeksWanted > 0) : new(null, false);
    }

    private async Task<IReadOnlyList<NoiseRow>> RowsAsync(OpsDb db, IReadOnlyList<NoisyRule> rules, CancellationToken stopping)
    {
        long[] ids = [.. rules.Select(rule => rule.Id)];
        var current = NoiseWeek.Of(clock.GetUtcNow());
        var since = current.AddDays(-7 * (NoiseRow.TrendWeeks - 1));
        var weeks = (await db.Set<NoiseWeek>().AsNoTracking().Where(week => EF.Parameter(ids).Contains(week.Rule) && week.Week >= since).ToListAsync(stopping)).ToLookup(week => week.Rule);
        var offers = await db.Set<NoiseAdvice>().AsNoTracking().Where(one => EF.Parameter(ids).Contains(one.Rule) && one.State == AdviceState.Offered).GroupBy(one => one.Rule).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, stopping);
        return [.. rules.Select(rule =>
        {
            var own = weeks[rule.Id].ToDictionary(week => week.Week);
            int[] trend = [.. Enumerable.Range(0, NoiseRow.TrendWeeks).Select(place => own.GetValueOrDefault(since.AddDays(7 * place))?.Noise ?? 0)];
            List<NoiseWeek> last = [.. own.Values.Where(week => week.Week > current.AddDays(-7 * NoiseRow.SumWeeks))];

            // What was counted last week as the current one is the week before by now.
            return new NoiseRow(rule.Id, rule.Kind, rule.Key, rule.Name, rule.Service, rule.Budget(Usual), rule.Allowance is not null, trend[^1], trend[^2], last.Sum(week => week.Events), last.Sum(week => week.Worked), last.Sum(week => week.Noise), trend, offers.GetValueOrDefault(rule.Id));
        })];
    }

    private IQueryable<NoisyRule> Narrow(OpsDb db, NoiseFilter filter)
    {
        var (found, usual) = (db.Set<NoisyRule>().AsNoTracking(), Usual);
        if (filter.Kinds.Count > 0) found = found.Where(rule => filter.Kinds.Contains(rule.Kind));
        if (filter.IsOver) found = found.Where(rule => rule.Worst > (rule.Allowance ?? usual));
        foreach (var word in filter.Text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where no culture is known.
            found = found.Where(rule => rule.Name.ToLower().Contains(word) || rule.Key.ToLower().Contains(word) || rule.Service.Contains(word));
#pragma warning restore CA1304, CA1311, CA1862
        return found;
    }

    private static (int Worst, long Id)? Cursor(string given) =>
        given.Split('.') is [var worst, var id] && int.TryParse(worst, NumberStyles.None, CultureInfo.InvariantCulture, out var noise) && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (noise, number) : null;
}

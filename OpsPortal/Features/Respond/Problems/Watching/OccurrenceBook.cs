using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Domain.Respond.Problems.Recurrence;
using OpsPortal.Storage;

namespace OpsPortal.Features.Respond.Problems.Watching;

/// <summary>How often something occurred of late.</summary>
/// <param name="LastAt">UTC, to the minute.</param>
internal sealed record OccurrenceSum(long Count, DateTimeOffset LastAt);

/// <summary>Reads what was counted.</summary>
internal static class OccurrenceBook
{
    /// <summary>Of one pattern since an instant, a minute each, in no order.</summary>
    public static async Task<List<OccurrencesAt>> OfAsync(OpsDb db, ProblemPattern pattern, DateTimeOffset since, CancellationToken stopping)
    {
        if (pattern.IsNone) return [];
        var narrowed = pattern.Key;
        var minutes = await (from known in db.Set<StoredPattern>()
                             where known.What == pattern.What && known.Service == pattern.Service && known.Narrowed == narrowed
                             join one in db.Set<StoredOccurrences>() on known.Id equals one.Pattern
                             where one.At >= since
                             group one.Count by one.At into minute
                             select new { At = minute.Key, Count = minute.Sum() }).ToListAsync(stopping);
        return minutes.ConvertAll(minute => new OccurrencesAt(minute.At, minute.Count));
    }

    /// <summary>Sums of several patterns since an instant; those that did not occur are missing.</summary>
    public static async Task<IReadOnlyDictionary<ProblemPattern, OccurrenceSum>> SumsAsync(OpsDb db, IReadOnlyCollection<ProblemPattern> patterns, DateTimeOffset since, CancellationToken stopping)
    {
        var words = patterns.Where(pattern => !pattern.IsNone).Select(pattern => pattern.What).Distinct().ToArray();
        if (words.Length == 0) return new Dictionary<ProblemPattern, OccurrenceSum>();
        var known = (await db.Set<StoredPattern>().AsNoTracking().Where(pattern => EF.Parameter(words).Contains(pattern.What)).ToListAsync(stopping)).ToDictionary(pattern => pattern.Id, pattern => pattern.Pattern);
        var ids = known.Where(pair => patterns.Contains(pair.Value)).Select(pair => pair.Key).ToArray();
        return (await SumsAsync(db, ids, since, stopping)).ToDictionary(pair => known[pair.Key], pair => pair.Value);
    }

    /// <summary>The same by the ids of stored patterns.</summary>
    public static async Task<Dictionary<long, OccurrenceSum>> SumsAsync(OpsDb db, long[] patterns, DateTimeOffset since, CancellationToken stopping) => patterns.Length == 0 ? [] :
        await db.Set<StoredOccurrences>().Where(one => EF.Parameter(patterns).Contains(one.Pattern) && one.At >= since)
            .GroupBy(one => one.Pattern).Select(group => new { group.Key, Count = group.Sum(one => one.Count), Last = group.Max(one => one.At) })
            .ToDictionaryAsync(sum => sum.Key, sum => new OccurrenceSum(sum.Count, sum.Last), stopping);

    /// <summary>Occurrences of all patterns since an instant, each once.</summary>
    public static async Task<long> AllAsync(OpsDb db, DateTimeOffset since, CancellationToken stopping)
    {
        var all = await db.Set<StoredOccurrences>().Where(one => one.At >= since).SumAsync(one => one.Count, stopping);
        var narrowed = await db.Set<StoredPattern>().Where(pattern => pattern.Narrowed != "").Select(pattern => pattern.Id).ToArrayAsync(stopping);
        return all - (await SumsAsync(db, narrowed, since, stopping)).Values.Sum(sum => sum.Count);
    }

    /// <summary>Of one pattern without what belongs to problems of the same name and service that labels narrow: what is left for another problem.</summary>
    /// <param name="narrower">One that is closed has only what came until then.</param>
    public static async Task<List<OccurrencesAt>> RestAsync(OpsDb db, ProblemPattern pattern, IEnumerable<Problem> narrower, DateTimeOffset since, CancellationToken stopping)
    {
        var taken = new Dictionary<DateTimeOffset, long>();
        foreach (var problem in narrower)
        {
            foreach (var one in await OfAsync(db, problem.Pattern, since, stopping))
            {
                if (problem.State != ProblemState.Closed || one.At <= problem.EndedAt) taken[one.At] = taken.GetValueOrDefault(one.At) + one.Count;
            }
        }

        return (await OfAsync(db, pattern, since, stopping)).ConvertAll(one => one with { Count = one.Count - taken.GetValueOrDefault(one.At) }).FindAll(one => one.Count > 0);
    }

    /// <summary>Numbers of events that were counted, the latest first; retention may have removed some.</summary>
    public static async Task<IReadOnlyList<EventNumber>> EventsAsync(OpsDb db, ProblemPattern pattern, DateTimeOffset since, int most, CancellationToken stopping)
    {
        if (pattern.IsNone) return [];
        var narrowed = pattern.Key;
        var found = await (from known in db.Set<StoredPattern>()
                           where known.What == pattern.What && known.Service == pattern.Service && known.Narrowed == narrowed
                           join one in db.Set<StoredOccurrences>() on known.Id equals one.Pattern
                           where one.At >= since
                           orderby one.At descending
                           select one.Event).Take(most * 2).ToListAsync(stopping);
        return [.. found.Distinct().Take(most)];
    }

    /// <summary>How a fix has done so far; null: there is none, or nothing that it could be measured by.</summary>
    public static MeasuredFix? Measure(Problem problem, IReadOnlyCollection<OccurrencesAt> occurrences, ProblemOptions options, DateTimeOffset now) =>
        problem.FixedAt is { } fixedAt && !problem.Pattern.IsNone ? RecurrenceAfterFix.Measure(occurrences, fixedAt, options.MeasureBefore, options.BoutGap, options.Significance, now) : null;
}

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
        var minutes = await (from known in db.Set<StoredPattern>()
                             where known.What == pattern.What && known.Service == pattern.Service
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
        var known = (await db.Set<StoredPattern>().AsNoTracking().Where(pattern => EF.Parameter(words).Contains(pattern.What)).ToListAsync(stopping)).ToDictionary(pattern => pattern.Id, pattern => new ProblemPattern(pattern.What, pattern.Service));
        var ids = known.Where(pair => patterns.Contains(pair.Value)).Select(pair => pair.Key).ToArray();
        return (await SumsAsync(db, ids, since, stopping)).ToDictionary(pair => known[pair.Key], pair => pair.Value);
    }

    /// <summary>The same by the ids of stored patterns.</summary>
    public static async Task<Dictionary<long, OccurrenceSum>> SumsAsync(OpsDb db, long[] patterns, DateTimeOffset since, CancellationToken stopping) => patterns.Length == 0 ? [] :
        await db.Set<StoredOccurrences>().Where(one => EF.Parameter(patterns).Contains(one.Pattern) && one.At >= since)
            .GroupBy(one => one.Pattern).Select(group => new { group.Key, Count = group.Sum(one => one.Count), Last = group.Max(one => one.At) })
            .ToDictionaryAsync(sum => sum.Key, sum => new OccurrenceSum(sum.Count, sum.Last), stopping);

    /// <summary>Occurrences of all patterns since an instant.</summary>
    public static Task<long> AllAsync(OpsDb db, DateTimeOffset since, CancellationToken stopping) => db.Set<StoredOccurrences>().Where(one => one.At >= since).SumAsync(one => one.Count, stopping);

    /// <summary>Numbers of events that were counted, the latest first; retention may have removed some.</summary>
    public static async Task<IReadOnlyList<EventNumber>> EventsAsync(OpsDb db, ProblemPattern pattern, DateTimeOffset since, int most, CancellationToken stopping)
    {
        if (pattern.IsNone) return [];
        var found = await (from known in db.Set<StoredPattern>()
                           where known.What == pattern.What && known.Service == pattern.Service
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

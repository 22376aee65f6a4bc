using Microsoft.EntityFrameworkCore;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>Reads the sums of a time from as few rows as there are: whole months, then days, then quarters.</summary>
internal static class SumReader
{
    /// <summary>The sums between two instants that begin quarters, each with the beginning of its own time.</summary>
    /// <param name="services">Keys; null: all. An empty list: none.</param>
    /// <param name="cuts">Instants that no row may span, because they part what is shown.</param>
    public static async IAsyncEnumerable<EventSum> BetweenAsync(
        OpsDb db, Cube cube, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<string>? services, IReadOnlyList<DateTimeOffset> cuts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        var pending = (await db.Set<PendingSum>().AsNoTracking().Where(one => one.Grain != Grain.Quarter && one.At < to).ToListAsync(stopping)).Select(one => (one.Grain, one.At)).ToHashSet();
        List<DateTimeOffset> edges = [from, .. cuts.Where(cut => cut > from && cut < to).Distinct().Order(), to];
        var slices = edges.Zip(edges.Skip(1), (start, end) => Slices(start, end, pending)).SelectMany(one => one).ToList();
        foreach (var (grain, start, end) in Joined(slices))
        {
            var rows = db.Set<EventSum>().AsNoTracking().Where(sum => sum.Grain == grain && sum.Cube == cube && sum.At >= start && sum.At < end);
            if (services is not null) rows = rows.Where(sum => services.Contains(sum.Service));
            await foreach (var sum in rows.AsAsyncEnumerable().WithCancellation(stopping)) yield return sum;
        }
    }

    private static IEnumerable<(Grain Grain, DateTimeOffset Start, DateTimeOffset End)> Slices(DateTimeOffset from, DateTimeOffset to, HashSet<(Grain Grain, DateTimeOffset At)> pending)
    {
        for (var at = from; at < to;)
        {
            var grain = Fits(Grain.Month, Quarters.MonthOf(at)) ? Grain.Month : Fits(Grain.Day, Quarters.DayOf(at)) ? Grain.Day : Grain.Quarter;
            var day = Quarters.DayOf(at).AddDays(1);
            var end = grain == Grain.Quarter ? (day < to ? day : to) : Quarters.EndOf(grain, at);
            yield return (grain, at, end);
            at = end;

            bool Fits(Grain coarse, DateTimeOffset begin) => begin == at && Quarters.EndOf(coarse, begin) <= to && !pending.Contains((coarse, begin));
        }
    }

    /// <summary>Slices of one grain that follow one another are one query.</summary>
    private static List<(Grain Grain, DateTimeOffset Start, DateTimeOffset End)> Joined(List<(Grain Grain, DateTimeOffset Start, DateTimeOffset End)> slices)
    {
        var joined = new List<(Grain Grain, DateTimeOffset Start, DateTimeOffset End)>();
        foreach (var slice in slices)
        {
            if (joined.Count > 0 && joined[^1].Grain == slice.Grain && joined[^1].End == slice.Start) joined[^1] = joined[^1] with { End = slice.End };
            else joined.Add(slice);
        }

        return joined;
    }
}

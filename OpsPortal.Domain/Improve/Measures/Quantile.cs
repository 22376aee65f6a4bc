namespace OpsPortal.Domain.Improve.Measures;

/// <summary>Percentiles of type 7 (Hyndman and Fan 1996): linear between the two values around the rank; the median of an even number is the mean of the two in the middle.</summary>
public static class Quantile
{
    /// <summary>Null where there is no value.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="share">0.5 for the median, 0.9 for p90; from 0 to 1.</param>
    public static double? Of(IReadOnlyList<double> sorted, double share) => sorted.Count == 0 ? null : Of(sorted.Count, share, rank => sorted[(int)rank]);

    /// <summary>The same from the number of values and what stands at a rank.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="at">The value at a rank, from 0, in ascending order.</param>
    public static double Of(long count, double share, Func<long, double> at)
    {
        var place = (count - 1) * share;
        var below = (long)Math.Floor(place);
        var low = at(below);
        return place > below ? low + ((place - below) * (at(below + 1) - low)) : low;
    }
}

/// <summary>How long something took, over many.</summary>
/// <param name="Count">How many there are; with 0 nothing else is known.</param>
/// <param name="Mean">Null: there is none.</param>
/// <param name="Median">The 50th percentile of type 7.</param>
/// <param name="P90">The 90th.</param>
/// <param name="P99">The 99th.</param>
public sealed record Spread(long Count, TimeSpan? Mean, TimeSpan? Median, TimeSpan? P90, TimeSpan? P99)
{
    public static Spread None { get; } = new(0, null, null, null, null);

    /// <summary>Exact. A time below zero (two clocks that disagree) counts as zero.</summary>
    public static Spread Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => Math.Max(0, time.TotalMilliseconds)).Order().ToList();
        return sorted.Count == 0 ? None : new(sorted.Count, Time(sorted.Average()), Time(Quantile.Of(sorted, 0.5)), Time(Quantile.Of(sorted, 0.9)), Time(Quantile.Of(sorted, 0.99)));
    }

    internal static TimeSpan? Time(double? milliseconds) => milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;
}

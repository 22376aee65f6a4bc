namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>What becomes of a value that is no number.</summary>
public enum GapPolicy
{
    /// <summary>It is left out.</summary>
    Drop,

    /// <summary>It counts as 0, as where nothing measured means that nothing happened.</summary>
    Zero,
}

/// <summary>Measured values, ready to be compared.</summary>
/// <param name="Values">Finite, rising.</param>
/// <param name="Gaps">How many were no number.</param>
/// <param name="Outliers">How many were left out because they lie beyond the fences.</param>
public sealed record Samples(double[] Values, int Gaps, int Outliers)
{
    /// <summary>How far beyond the quartiles the fences stand, in interquartile ranges (Tukey).</summary>
    public const double FenceFactor = 1.5;

    public double Mean => Values.Length == 0 ? double.NaN : Values.Average();

    /// <param name="dropOutliers">Leaves out what lies beyond the fences of the rest.</param>
    public static Samples Of(IReadOnlyList<double> measured, GapPolicy gaps, bool dropOutliers)
    {
        var values = new List<double>(measured.Count);
        var missing = 0;
        foreach (var value in measured)
        {
            if (double.IsFinite(value)) values.Add(value);
            else
            {
                missing++;
                if (gaps == GapPolicy.Zero) values.Add(0);
            }
        }

        values.Sort();
        var sorted = values.ToArray();
        if (!dropOutliers || sorted.Length == 0) return new(sorted, missing, 0);
        var (lower, upper) = (Percentile.Of(sorted, 25), Percentile.Of(sorted, 75));
        var reach = FenceFactor * (upper - lower);
        var kept = Array.FindAll(sorted, value => value >= lower - reach && value <= upper + reach);
        return new(kept, missing, sorted.Length - kept.Length);
    }
}

/// <summary>Percentiles of type 7 (Hyndman and Fan 1996): linear between the closest ranks.</summary>
public static class Percentile
{
    /// <param name="sorted">Rising, at least one.</param>
    /// <param name="percent">0 to 100.</param>
    public static double Of(IReadOnlyList<double> sorted, double percent)
    {
        if (sorted.Count == 0) throw new ArgumentException("There is no percentile of nothing.", nameof(sorted));
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var place = (sorted.Count - 1) * percent / 100;
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Count ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}

namespace OpsPortal.Benchmarks.Measured;

internal static class Percentile
{
    /// <summary>The value that the given share of the measurements does not exceed. Zero where nothing was measured.</summary>
    /// <param name="sorted">Smallest first.</param>
    public static TimeSpan Of(IReadOnlyList<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? TimeSpan.Zero : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>The Mann–Whitney test of two samples: whether one tends to larger values, whatever the unit and the shape (Mann and Whitney 1947).</summary>
/// <param name="BaselineU">The pairs in which the baseline's value is the larger, ties counting half.</param>
/// <param name="CanaryU">The pairs in which the canary's value is the larger, ties counting half.</param>
/// <param name="Z">Of the normal approximation, corrected for ties and continuity; above 0 where the canary tends to larger values.</param>
/// <param name="ApproximateP">Two-sided, of that approximation.</param>
/// <param name="ExactP">Two-sided, of the exact distribution; null where the samples are too large for it or values are tied.</param>
public sealed record MannWhitney(double BaselineU, double CanaryU, double Z, double ApproximateP, double? ExactP)
{
    /// <summary>Largest n·m for which the exact distribution is used.</summary>
    public const int LargestExact = 400;

    /// <summary>The exact one where it is known.</summary>
    public double P => ExactP ?? ApproximateP;

    /// <summary>The common-language effect size: how probable it is that a value of the canary is larger than one of the baseline, ties counting half; 0 to 1.</summary>
    public double Effect => CanaryU / (CanaryU + BaselineU);

    /// <param name="baseline">Rising, at least one.</param>
    /// <param name="canary">Rising, at least one.</param>
    public static MannWhitney Of(double[] baseline, double[] canary)
    {
        if (baseline.Length == 0 || canary.Length == 0) throw new ArgumentException("Nothing can be compared with nothing.");
        double n = baseline.Length, m = canary.Length, all = n + m;
        var (rankSum, ties) = Ranks(baseline, canary);
        var canaryU = rankSum - (m * (m + 1) / 2);
        var deviation = Math.Sqrt(n * m / 12 * (all + 1 - (all > 1 ? ties / (all * (all - 1)) : 0)));
        var off = canaryU - (n * m / 2);
        var z = deviation > 0 && Math.Abs(off) > 0.5 ? (off - (0.5 * Math.Sign(off))) / deviation : 0;
        var exact = ties == 0 && n * m <= LargestExact ? RankDistribution.TwoSided(baseline.Length, canary.Length, (int)Math.Round(canaryU)) : (double?)null;
        return new((n * m) - canaryU, canaryU, z, Normal.TwoSided(z), exact);
    }

    /// <summary>The sum of the canary's ranks among all, and the sum of t³ − t over the groups of t tied values.</summary>
    private static (double RankSum, double Ties) Ranks(double[] baseline, double[] canary)
    {
        double sum = 0, ties = 0;
        for (int b = 0, c = 0; b < baseline.Length || c < canary.Length;)
        {
            var value = b == baseline.Length ? canary[c] : c == canary.Length ? baseline[b] : Math.Min(baseline[b], canary[c]);
            var (firstB, firstC) = (b, c);
            while (b < baseline.Length && baseline[b] == value) b++;
            while (c < canary.Length && canary[c] == value) c++;
            double tied = b - firstB + c - firstC;
            sum += (c - firstC) * (firstB + firstC + ((tied + 1) / 2));
            ties += (tied * tied * tied) - tied;
        }

        return (sum, ties);
    }
}

/// <summary>The exact distribution of U where no values are tied.</summary>
internal static class RankDistribution
{
    /// <summary>How probable a U at least as far from its middle is, where both samples are of one kind.</summary>
    /// <remarks>The counts are the coefficients of the Gaussian binomial ∏ (1 − qᵐ⁺ⁱ) / (1 − qⁱ), i = 1 … n.</remarks>
    public static double TwoSided(int n, int m, int u)
    {
        var counts = new double[(n * m) + 1];
        counts[0] = 1;
        for (var i = 1; i <= n; i++)
        {
            for (var at = counts.Length - 1; at >= m + i; at--) counts[at] -= counts[at - m - i];
            for (var at = i; at < counts.Length; at++) counts[at] += counts[at - i];
        }

        var nearest = Math.Min(u, (n * m) - u);
        return Math.Min(1, 2 * counts.Take(nearest + 1).Sum() / counts.Sum());
    }
}

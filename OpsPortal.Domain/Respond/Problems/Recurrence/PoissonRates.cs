namespace OpsPortal.Domain.Respond.Problems.Recurrence;

/// <summary>So many occurrences in so much time.</summary>
/// <param name="Count">Not negative.</param>
/// <param name="Exposure">How long was looked; not negative.</param>
public readonly record struct Counted(long Count, TimeSpan Exposure)
{
    /// <summary>Occurrences a day; zero where nobody has looked.</summary>
    public double PerDay => Exposure > TimeSpan.Zero ? Count / Exposure.TotalDays : 0;
}

/// <summary>
/// Compares how often something happens in two stretches of time. Given how many there are in all, those of the second stretch
/// follow a binomial distribution whose chance is its share of the time, if nothing has changed: the conditional test of
/// Przyborowski and Wilenski (1940), exact for few occurrences as well, which is what there is here.
/// </summary>
public static class PoissonRates
{
    private const int Halvings = 100;

    /// <summary>How probable so few, or fewer, would be in the second stretch if its rate were <paramref name="ratio"/> times that of the first.</summary>
    public static double AsFew(Counted first, Counted second, double ratio = 1) => Beta.AtMost(second.Count, first.Count + second.Count, Share(first.Exposure, second.Exposure, ratio));

    /// <summary>How probable so many, or more, would be.</summary>
    public static double AsMany(Counted first, Counted second, double ratio = 1) => Beta.AtLeast(second.Count, first.Count + second.Count, Share(first.Exposure, second.Exposure, ratio));

    /// <summary>The rate of the second stretch divided by that of the first; null where the first has none.</summary>
    public static double? Ratio(Counted first, Counted second) => first.PerDay > 0 && second.Exposure > TimeSpan.Zero ? second.PerDay / first.PerDay : null;

    /// <summary>
    /// The interval that holds the true ratio with a probability of at least 1 − <paramref name="alpha"/>: that of Clopper and Pearson (1934) for the
    /// share, turned into a ratio of rates. The upper end is infinite where the first stretch has no occurrence.
    /// </summary>
    public static (double Low, double High) Interval(Counted first, Counted second, double alpha)
    {
        var n = first.Count + second.Count;
        if (n == 0 || first.Exposure <= TimeSpan.Zero || second.Exposure <= TimeSpan.Zero) return (0, double.PositiveInfinity);
        var low = second.Count == 0 ? 0 : Solve(share => Beta.AtLeast(second.Count, n, share) < alpha / 2);
        var high = first.Count == 0 ? 1 : Solve(share => Beta.AtMost(second.Count, n, share) > alpha / 2);
        return (ToRatio(low), ToRatio(high));

        double ToRatio(double share) => share >= 1 ? double.PositiveInfinity : share / (1 - share) * (first.Exposure / second.Exposure);
    }

    /// <summary>
    /// How long the second stretch must be in all, with no more occurrences than it has, until so few are improbable at the former rate.
    /// Null: the first stretch has too few occurrences for anything to be told, ever.
    /// </summary>
    /// <param name="alpha">What counts as improbable, as 0.05.</param>
    public static TimeSpan? Needed(Counted first, long second, double alpha)
    {
        if (first.Count == 0 || first.Exposure <= TimeSpan.Zero) return null;
        var share = Solve(share => Beta.AtMost(second, first.Count + second, share) > alpha);
        if (share >= 1 - 1e-9) return null;
        var days = first.Exposure.TotalDays * share / (1 - share);
        return days < TimeSpan.MaxValue.TotalDays / 2 ? TimeSpan.FromDays(days) : null;
    }

    private static double Share(TimeSpan first, TimeSpan second, double ratio)
    {
        var (one, other) = (first.TotalDays, second.TotalDays * ratio);
        return one + other > 0 ? other / (one + other) : 0;
    }

    /// <summary>The largest share for which <paramref name="below"/> still holds; it holds up to somewhere and not after.</summary>
    private static double Solve(Func<double, bool> below)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings && high - low > 1e-15; i++)
        {
            var middle = (low + high) / 2;
            if (below(middle)) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}

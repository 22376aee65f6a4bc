namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>The probability of a value at least as far from 0 as <paramref name="z"/>, on either side.</summary>
    public static double TwoSided(double z) => Math.Min(1, ComplementaryError(Math.Abs(z) / Math.Sqrt(2)));

    /// <summary>The value that is not exceeded with the given probability, from just above 0 to just below 1.</summary>
    /// <remarks>By bisection of the distribution itself, so it is as exact as that.</remarks>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability between 0 and 1.");
        var (low, high) = (-40.0, 40.0);
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Below(middle) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static double Below(double z) => z < 0 ? ComplementaryError(-z / Math.Sqrt(2)) / 2 : 1 - (ComplementaryError(z / Math.Sqrt(2)) / 2);

    /// <summary>erfc for x ≥ 0: near 0 by the series of erf, beyond by its continued fraction (Abramowitz and Stegun 7.1.6 and 7.1.14).</summary>
    private static double ComplementaryError(double x) => x < 2.5 ? 1 - Error(x) : Tail(x);

    private static double Error(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 200 && term > sum * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    private static double Tail(double x)
    {
        var fraction = x;
        for (var n = 120; n > 0; n--) fraction = x + (n / 2.0 / fraction);
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * fraction);
    }
}

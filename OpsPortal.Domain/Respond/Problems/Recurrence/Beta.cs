namespace OpsPortal.Domain.Respond.Problems.Recurrence;

/// <summary>The binomial distribution by way of the incomplete beta function (Abramowitz and Stegun 26.5.24): as exact for a million as for three.</summary>
internal static class Beta
{
    private const double Tiny = 1e-300;
    private const double Close = 1e-14;
    private const int MostSteps = 10_000;

    /// <summary>Lanczos' coefficients for g = 7, n = 9 (Godfrey 2001).</summary>
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The probability of at most <paramref name="k"/> of <paramref name="n"/>, each with probability <paramref name="p"/>.</summary>
    public static double AtMost(long k, long n, double p) => k < 0 ? 0 : k >= n ? 1 : 1 - Regularized(k + 1, n - k, p);

    /// <summary>The probability of at least <paramref name="k"/> of <paramref name="n"/>.</summary>
    public static double AtLeast(long k, long n, double p) => k <= 0 ? 1 : k > n ? 0 : Regularized(k, n - k + 1, p);

    /// <summary>I_x(a, b), by the continued fraction of Lentz (Numerical Recipes 6.4).</summary>
    private static double Regularized(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    private static double Fraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / Away(1 - ((a + b) * x / (a + 1))));
        var sum = d;
        for (var m = 1; m <= MostSteps; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            sum *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            sum *= d * c;
            if (Math.Abs((d * c) - 1) < Close) break;
        }

        return sum;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;

    private static double LogGamma(double x)
    {
        var (at, sum) = (x - 1, Lanczos[0]);
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (at + i);
        var t = at + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((at + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }
}

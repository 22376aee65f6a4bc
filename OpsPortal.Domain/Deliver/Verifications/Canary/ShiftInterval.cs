namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>By how much the canary's values lie above the baseline's, in the metric's unit: the Hodges–Lehmann estimate and its confidence interval.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="Middle">The median of all differences.</param>
/// <param name="High">The upper end.</param>
public sealed record ShiftInterval(double Low, double Middle, double High)
{
    /// <summary>Hollander and Wolfe, Nonparametric Statistical Methods, 4.3: the ends are differences between a value of one and a value of the other, by rank.</summary>
    /// <param name="baseline">Rising, at least one.</param>
    /// <param name="canary">Rising, at least one.</param>
    /// <param name="alpha">One minus the confidence.</param>
    public static ShiftInterval Of(double[] baseline, double[] canary, double alpha)
    {
        double n = baseline.Length, m = canary.Length;
        long pairs = (long)baseline.Length * canary.Length;
        var cut = Math.Floor((n * m / 2) - (Normal.Quantile(1 - (alpha / 2)) * Math.Sqrt(n * m * (n + m + 1) / 12)));
        var rank = Math.Clamp((long)cut, 1, pairs);
        return new(Difference(baseline, canary, rank), (Difference(baseline, canary, (pairs + 1) / 2) + Difference(baseline, canary, (pairs / 2) + 1)) / 2, Difference(baseline, canary, pairs + 1 - rank));
    }

    /// <summary>The difference of the given rank, 1 the smallest, found without writing all of them down: by bisection of the representable numbers.</summary>
    private static double Difference(double[] baseline, double[] canary, long rank)
    {
        var (low, high) = (Order(canary[0] - baseline[^1]), Order(canary[^1] - baseline[0]));
        while (low < high)
        {
            // The distance can need all 64 bits.
            var middle = low + (long)((ulong)unchecked(high - low) >> 1);
            if (CountUpTo(baseline, canary, Number(middle)) >= rank) high = middle;
            else low = middle + 1;
        }

        return Number(low);
    }

    private static long CountUpTo(double[] baseline, double[] canary, double most)
    {
        long count = 0;
        var above = 0;
        for (var at = 0; at < canary.Length; at++)
        {
            // As the canary's value rises, fewer of the baseline's lie close enough below or above it.
            while (above < baseline.Length && canary[at] - baseline[above] > most) above++;
            count += baseline.Length - above;
        }

        return count;
    }

    /// <summary>Whole numbers in the order of the numbers they stand for.</summary>
    private static long Order(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number + 0.0);
        return bits < 0 ? long.MinValue - bits : bits;
    }

    private static double Number(long order) => BitConverter.Int64BitsToDouble(order < 0 ? long.MinValue - order : order);
}

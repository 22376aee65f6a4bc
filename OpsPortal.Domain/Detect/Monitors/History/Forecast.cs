namespace OpsPortal.Domain.Detect.Monitors.History;

/// <summary>When a growing value reaches its limit, as far as its past tells.</summary>
/// <param name="Reaches">The likeliest instant; null: there is no trend towards the limit within the horizon.</param>
/// <param name="Earliest">With <paramref name="Latest"/> the interval that holds the instant in about 19 of 20 cases.</param>
/// <param name="Latest">Null: it may also never be reached.</param>
/// <param name="PerDay">Growth a day in the unit of the series.</param>
public sealed record Forecast(DateTimeOffset? Reaches, DateTimeOffset? Earliest, DateTimeOffset? Latest, double PerDay)
{
    /// <summary>What lies farther ahead is not told: no trend holds that long.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromDays(730);

    /// <summary>Fewer points than this show no trend.</summary>
    public const int LeastPoints = 8;

    /// <summary>More points than this are thinned out: slopes are taken between every two.</summary>
    public const int MostPoints = 240;

    private const double Quantile = 1.96;

    public static Forecast NoTrend(double perDay = 0) => new(null, null, null, perDay);

    /// <summary>
    /// A line through the medians (Theil and Sen), which a few wild points do not turn. Its interval is that of the slope
    /// (Sen 1968), widened for points that follow each other too closely to be independent.
    /// </summary>
    /// <param name="points">Oldest first, evenly spaced as far as may be.</param>
    /// <param name="limit">The value that means full.</param>
    /// <param name="rising">Whether full lies above.</param>
    public static Forecast Of(IReadOnlyList<Sample> points, double limit, bool rising)
    {
        var thin = Thin(points);
        if (thin.Count < LeastPoints) return NoTrend();
        var slopes = Slopes(thin);
        var slope = Median(slopes);
        var residuals = thin.ConvertAll(point => point.Value - (slope * Days(point, thin[0])));
        var intercept = Median([.. residuals.Order()]);
        var perDay = slope;

        var spread = Spread(thin.Count, residuals.ConvertAll(residual => residual - intercept));
        var low = slopes[(int)Math.Clamp((slopes.Length - spread) / 2, 0, slopes.Length - 1)];
        var high = slopes[(int)Math.Clamp((slopes.Length + spread) / 2, 0, slopes.Length - 1)];
        if (!rising) (low, high) = (high, low);
        var toward = rising ? slope > 0 && high > 0 && low > 0 : slope < 0 && high < 0 && low < 0;
        if (!toward) return NoTrend(perDay);

        // The line turns around the middle of what was seen; its end lies where the last half says it lies.
        var middle = Days(thin[thin.Count / 2], thin[0]);
        var now = Days(thin[^1], thin[0]);
        var at = intercept + (slope * middle);
        var (reach, early, late) = (Reach(slope), Reach(high), Reach(low));
        if (reach > now + Horizon.TotalDays) return NoTrend(perDay);
        return new(Instant(reach), Instant(early), late > now + Horizon.TotalDays ? null : Instant(late), perDay);

        double Reach(double perDayOf) => Math.Max(now, middle + ((limit - at) / perDayOf));
        DateTimeOffset Instant(double days) => DateTimeOffset.FromUnixTimeMilliseconds(thin[0].At).AddDays(days);
    }

    private static List<Sample> Thin(IReadOnlyList<Sample> points)
    {
        var real = points.Where(point => double.IsFinite(point.Value)).ToList();
        var size = (real.Count + MostPoints - 1) / MostPoints;
        if (size <= 1) return real;
        return [.. real.Chunk(size).Select(group => new Sample(group[0].At + ((group[^1].At - group[0].At) / 2), Median([.. group.Select(point => point.Value).Order()])))];
    }

    private static double[] Slopes(List<Sample> points)
    {
        var slopes = new List<double>(points.Count * (points.Count - 1) / 2);
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = i + 1; j < points.Count; j++)
            {
                var days = Days(points[j], points[i]);
                if (days > 0) slopes.Add((points[j].Value - points[i].Value) / days);
            }
        }

        return [.. slopes.Order()];
    }

    /// <summary>How many ordered slopes the interval spans: Kendall's variance, times what autocorrelation adds.</summary>
    private static double Spread(int n, List<double> residuals)
    {
        var (product, square) = (0.0, 0.0);
        for (var i = 0; i < residuals.Count; i++)
        {
            square += residuals[i] * residuals[i];
            if (i > 0) product += residuals[i] * residuals[i - 1];
        }

        var correlation = square > 0 ? Math.Clamp(product / square, 0, 0.95) : 0;
        var variance = n * (n - 1.0) * ((2 * n) + 5) / 18 * ((1 + correlation) / (1 - correlation));
        return Quantile * Math.Sqrt(variance);
    }

    private static double Median(double[] ordered) => ordered.Length == 0 ? 0
        : ordered.Length % 2 == 1 ? ordered[ordered.Length / 2]
        : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;

    private static double Days(Sample point, Sample from) => (point.At - from.At) / 86_400_000.0;
}

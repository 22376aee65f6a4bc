using System.Globalization;

namespace OpsPortal.Domain.Deliver.Verifications.Canary;

/// <summary>What was measured of one metric, on both sides and in the same time; NaN where there was nothing.</summary>
/// <param name="Error">Why it could not be measured; empty: it could.</param>
public sealed record MetricSeries(CanaryMetric Metric, IReadOnlyList<double> Baseline, IReadOnlyList<double> Canary, string Error = "");

/// <summary>Compares one metric of the canary with that of a baseline of the same size, started at the same time. Independent of the metric's unit.</summary>
public static class MetricJudge
{
    public static MetricVerdict Judge(MetricSeries series)
    {
        var metric = series.Metric;
        if (series.Error.Length > 0) return new(metric, MetricClass.Error, series.Error);
        var baseline = Samples.Of(series.Baseline, metric.Gaps, metric.DropsOutliers);
        var canary = Samples.Of(series.Canary, metric.Gaps, metric.DropsOutliers);
        var verdict = new MetricVerdict(metric, MetricClass.Pass, "") { Baseline = baseline, Canary = canary, IsThin = Math.Min(baseline.Values.Length, canary.Values.Length) < CanaryMetric.FewSamples };
        if (Fewest(baseline, canary) < Math.Max(metric.MinSamples, 1)) return verdict with { Class = MetricClass.Inconclusive, Why = Said($"{baseline.Values.Length} values of the baseline and {canary.Values.Length} of the canary; at least {metric.MinSamples} of each are needed.") };
        var test = MannWhitney.Of(baseline.Values, canary.Values);
        var ratio = baseline.Mean > 0 ? canary.Mean / baseline.Mean : (double?)null;
        verdict = verdict with { Test = test, MeanRatio = ratio, Shift = ShiftInterval.Of(baseline.Values, canary.Values, metric.Alpha) };

        // Outliers are what a limit is for, so it looks at every value that was measured.
        if (metric.Limit is { } limit && Breach(limit, metric.DropsOutliers ? Samples.Of(series.Canary, metric.Gaps, dropOutliers: false) : canary) is { } breach) return verdict with { Class = breach.Class, Why = breach.Why };
        return Compare(verdict, metric, test, ratio);
    }

    private static MetricVerdict Compare(MetricVerdict verdict, CanaryMetric metric, MannWhitney test, double? ratio)
    {
        var effect = metric.Gate.Scale == EffectScale.CommonLanguage ? test.Effect : ratio;
        var numbers = Said($"p = {test.P:0.####}, effect {test.Effect:0.##}{(ratio is { } times ? Said($", mean × {times:0.###}") : "")}");
        if (test.P >= metric.Alpha) return verdict with { Why = $"No difference that counts ({numbers})." };
        var isHigher = test.Effect > 0.5;
        var side = isHigher ? "higher" : "lower";
        if (effect is { } size && (isHigher ? size < metric.Gate.High : size > metric.Gate.Low)) return verdict with { Why = $"The canary is {side}, but by too little to count ({numbers})." };
        if (metric.Worse == (isHigher ? Worse.Decrease : Worse.Increase)) return verdict with { Why = $"The canary is {side}, which is no harm ({numbers})." };
        return verdict with { Class = isHigher ? MetricClass.High : MetricClass.Low, Why = $"The canary is {side} ({numbers})." };
    }

    private static (MetricClass Class, string Why)? Breach(AbsoluteLimit limit, Samples canary)
    {
        if (limit.Most is { } most && canary.Mean > most) return (MetricClass.High, Said($"The canary's mean is {canary.Mean:G4}, above the most it may be, {most:G4}."));
        return limit.Least is { } least && canary.Mean < least ? (MetricClass.Low, Said($"The canary's mean is {canary.Mean:G4}, below the least it may be, {least:G4}.")) : null;
    }

    private static int Fewest(Samples one, Samples other) => Math.Min(one.Values.Length, other.Values.Length);

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

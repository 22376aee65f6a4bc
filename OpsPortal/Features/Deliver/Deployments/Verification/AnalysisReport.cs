using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Canary;

namespace OpsPortal.Features.Deliver.Deployments.Verification;

/// <summary>What a comparison of the new version with the old found, as people see it.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="From">Of the samples, UTC.</param>
public sealed record AnalysisReport(CheckState State, double Score, string Why, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ComparedMetric> Metrics)
{
    public static AnalysisReport Of(CanaryVerdict verdict, IReadOnlyList<MetricSeries> series, DateTimeOffset from, DateTimeOffset to) =>
        new(verdict.State, verdict.Score, verdict.Why, from, to, [.. verdict.Metrics.Select((metric, at) => ComparedMetric.Of(metric, series[at]))]);
}

/// <summary>One metric of both sides.</summary>
/// <param name="Baseline">Samples in order; null: nothing was there. At most <see cref="Most"/>, evenly taken.</param>
/// <param name="P">Two-sided; null: nothing was compared.</param>
/// <param name="Effect">How probable it is that a value of the new version is the larger, 0 to 1.</param>
public sealed record ComparedMetric(string Name, MetricClass Class, string Why, bool Counts, IReadOnlyList<double?> Baseline, IReadOnlyList<double?> Canary, double? BaselineMean, double? CanaryMean, double? P, double? Effect)
{
    public const int Most = 120;

    public static ComparedMetric Of(MetricVerdict verdict, MetricSeries series) => new(
        verdict.Metric.Name, verdict.Class, verdict.Why, !verdict.Metric.IsDryRun, Thin(series.Baseline), Thin(series.Canary), Number(verdict.Baseline?.Mean), Number(verdict.Canary?.Mean), Number(verdict.Test?.P), Number(verdict.Test?.Effect));

    private static List<double?> Thin(IReadOnlyList<double> values)
    {
        var step = Math.Max(1, (values.Count + Most - 1) / Most);
        return [.. values.Where((_, at) => at % step == 0).Select(value => Number(value))];
    }

    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Canary;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Verification;

/// <summary>Asks a Prometheus for both versions and compares them. A source that does not answer is an error, never a yes.</summary>
internal sealed class CanaryLooks(IDbContextFactory<OpsDb> databases, PrometheusClient prometheus)
{
    private const int AtOnce = 4;

    /// <param name="key">Of the attempt, as <c>DEP-1.2.3.1</c>.</param>
    /// <param name="from">Since when the new version serves.</param>
    /// <param name="route">Its sides stand for <c>{new}</c> and <c>{old}</c> in queries; null: nothing does.</param>
    /// <param name="isLast">It was looked at for as long as was asked: too little is an answer then, and before it is none.</param>
    public async Task<Finding> LookAsync(string key, CanaryAnalysis analysis, TrafficRoute? route, DateTimeOffset from, DateTimeOffset to, bool isLast, CancellationToken stopping)
    {
        var series = new MetricSeries[analysis.Metrics.Count];
        await Parallel.ForAsync(0, series.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, async (at, stop) => series[at] = await MeasureAsync(analysis, analysis.Metrics[at], route, from, to, stop));
        await using var db = await databases.CreateDbContextAsync(stopping);
        var kept = await db.Set<StoredAnalysis>().SingleOrDefaultAsync(one => one.Key == key && one.Name == analysis.Name, stopping);
        var verdict = CanaryJudge.Judge(series, analysis.Terms, kept?.Errors ?? 0);
        var report = AnalysisReport.Of(verdict, series, from, to);
        if (kept is null) db.Add(kept = new() { Key = key, Name = analysis.Name, Report = report });
        (kept.At, kept.Report, kept.Errors) = (to, report, series.Any(one => one.Error.Length > 0) ? kept.Errors + 1 : 0);
        await db.SaveChangesAsync(stopping);
        var isEarly = !isLast && verdict.State != CheckState.Successful && verdict.Metrics.All(metric => metric.Class is MetricClass.Pass or MetricClass.Inconclusive);
        return new(analysis.Name, isEarly ? null : verdict.State, verdict.Why);
    }

    private async Task<MetricSeries> MeasureAsync(CanaryAnalysis analysis, AnalysisMetric metric, TrafficRoute? route, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var (baseline, canary) = (await ReadAsync(analysis, Filled(metric.Baseline), from, to, stopping), await ReadAsync(analysis, Filled(metric.Canary), from, to, stopping));
        return new(metric.Metric, baseline.Values, canary.Values, OneLine.Of(string.Join(" ", new[] { baseline.Error, canary.Error }.Where(error => error.Length > 0).Distinct()), 500));

        string Filled(string query) => route is null ? query : query.Replace("{new}", route.New, StringComparison.Ordinal).Replace("{old}", route.Old, StringComparison.Ordinal);
    }

    /// <summary>All samples of all series of the query.</summary>
    private async Task<(IReadOnlyList<double> Values, string Error)> ReadAsync(CanaryAnalysis analysis, string query, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        var values = new List<double>();
        var read = await prometheus.EachAsync(new PrometheusTarget(analysis.Server, query), from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), TimeSpan.FromSeconds(analysis.StepSeconds), _ => new(samples =>
        {
            foreach (var sample in samples) values.Add(sample.Value);
        }, () => { }), stopping);
        return (values, read.Refusal?.Message ?? "");
    }
}

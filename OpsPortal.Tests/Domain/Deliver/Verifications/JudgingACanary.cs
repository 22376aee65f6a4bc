using System.Diagnostics;
using OpsPortal.Domain.Deliver.Verifications;
using OpsPortal.Domain.Deliver.Verifications.Canary;

namespace OpsPortal.Tests.Domain.Deliver.Verifications;

/// <summary>All metrics of a canary together.</summary>
public sealed class JudgingACanary
{
    private static readonly double[] Calm = [.. Enumerable.Range(0, 40).Select(value => 10 + (value % 7 * 0.1))];

    private static readonly double[] Worse = [.. Calm.Select(value => value * 2)];

    [Theory]
    [InlineData(75, 25, 75)]
    [InlineData(50, 50, 50)]
    [InlineData(3, 1, 75)]
    public void Groups_count_by_their_weight(double first, double second, double score) =>
        Assert.Equal(score, CanaryJudge.Judge([Good("a", "one"), Bad("b", "two")], CanaryTerms.Default with { Groups = [new("one", first), new("two", second)] }).Score, 9);

    [Fact]
    public void Within_a_group_the_share_that_passes_counts() =>
        Assert.Equal(25, CanaryJudge.Judge([Good("a", "one"), Bad("b", "one"), Bad("c", "two")], CanaryTerms.Default with { Groups = [new("one", 50), new("two", 50)] }).Score, 9);

    [Theory]
    [InlineData(20, 1, CheckState.Successful)]
    [InlineData(20, 2, CheckState.Inconclusive)]
    [InlineData(20, 5, CheckState.Inconclusive)]
    [InlineData(20, 6, CheckState.Failed)]
    public void It_passes_from_95_points_asks_from_75_and_fails_below(int all, int bad, CheckState expected) => Assert.Equal(expected, Judge(all, bad).State);

    [Fact]
    public void A_critical_metric_that_fails_leaves_nothing()
    {
        var verdict = CanaryJudge.Judge([.. Enumerable.Range(0, 50).Select(at => Good($"m{at}")), Bad("errors", change: metric => metric with { IsCritical = true })], CanaryTerms.Default);
        Assert.Equal((CheckState.Failed, 0), (verdict.State, verdict.Score));
        Assert.Contains("errors is critical", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_measurements_nothing_passes_and_with_half_of_them_missing_it_fails()
    {
        Assert.Equal(CheckState.Inconclusive, CanaryJudge.Judge([], CanaryTerms.Default).State);
        Assert.Equal(CheckState.Inconclusive, CanaryJudge.Judge([.. Enumerable.Range(0, 30).Select(at => Good($"m{at}")), Silent("quiet")], CanaryTerms.Default).State);
        Assert.Equal(CheckState.Inconclusive, CanaryJudge.Judge([Good("a"), Good("b"), Silent("c")], CanaryTerms.Default with { Marginal = 50 }).State);
        Assert.Equal(CheckState.Failed, CanaryJudge.Judge([Good("a"), Silent("b")], CanaryTerms.Default with { Marginal = 0, Pass = 0 }).State);
    }

    [Fact]
    public void An_error_is_an_error_and_the_fifth_in_a_row_fails()
    {
        MetricSeries[] series = [Good("a"), Good("b"), Good("c"), Silent("d") with { Error = "connection refused" }];
        Assert.Equal(CheckState.Error, CanaryJudge.Judge(series, CanaryTerms.Default).State);
        Assert.Equal(CheckState.Error, CanaryJudge.Judge(series, CanaryTerms.Default, earlierErrors: 3).State);
        Assert.Equal(CheckState.Failed, CanaryJudge.Judge(series, CanaryTerms.Default, earlierErrors: 4).State);
    }

    [Fact]
    public void A_dry_run_is_shown_and_never_counts()
    {
        var verdict = CanaryJudge.Judge([Good("a"), Bad("trial", change: metric => metric with { IsDryRun = true, IsCritical = true })], CanaryTerms.Default);
        Assert.Equal((CheckState.Successful, 100, MetricClass.High), (verdict.State, verdict.Score, verdict.Metrics[1].Class));
    }

    [Fact]
    public void Twenty_metrics_of_a_thousand_points_are_judged_in_well_under_200_ms()
    {
        var random = new Random(42);
        MetricSeries[] series = [.. Enumerable.Range(0, 20).Select(at => new MetricSeries(new() { Name = $"m{at}", DropsOutliers = true }, Noise(random, 1000), Noise(random, 1000)))];
        CanaryJudge.Judge(series, CanaryTerms.Default);
        var best = TimeSpan.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var started = Stopwatch.GetTimestamp();
            CanaryJudge.Judge(series, CanaryTerms.Default);
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
        }

        Assert.True(best < TimeSpan.FromMilliseconds(200), $"It took {best.TotalMilliseconds:0} ms.");
    }

    private static double[] Noise(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * random.NextDouble())];

    private static CanaryVerdict Judge(int all, int bad) => CanaryJudge.Judge([.. Enumerable.Range(0, all).Select(at => at < bad ? Bad($"m{at}") : Good($"m{at}"))], CanaryTerms.Default);

    private static MetricSeries Good(string name, string group = "") => new(new() { Name = name, Group = group }, Calm, Calm);

    private static MetricSeries Bad(string name, string group = "", Func<CanaryMetric, CanaryMetric>? change = null) => new((change ?? (metric => metric))(new() { Name = name, Group = group }), Calm, Worse);

    private static MetricSeries Silent(string name) => new(new() { Name = name }, [], []);
}

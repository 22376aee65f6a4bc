using System.Text.Json;
using OpsPortal.Domain.Deliver.Verifications.Canary;

namespace OpsPortal.Tests.Domain.Deliver.Verifications;

/// <summary>One metric of a canary beside that of its baseline.</summary>
public sealed class JudgingAMetric
{
    private static readonly CanaryMetric Errors = new() { Name = "errors" };

    private static readonly double[] Calm = [.. Enumerable.Range(0, 40).Select(value => 10 + (value % 7 * 0.1))];

    public static TheoryData<string> Vectors => [.. Read().Select(vector => vector.Name)];

    [Theory]
    [InlineData(new[] { 1, 2.2, 1.1, 2.5, 3 }, new double[] { 20, 22, 21, 25, 30 }, MetricClass.High)]
    [InlineData(new[] { 10, 20.2, 10.1, 20.5, 30 }, new double[] { 2, 2, 2, 2, 3 }, MetricClass.Low)]
    [InlineData(new double[] { 0, 0, 0, 0, 0 }, new double[] { 10, 10, 10, 10, 10 }, MetricClass.High)]
    [InlineData(new double[] { 1, 1, 1, 1, 1 }, new double[] { 1, 1, 1, 1, 10 }, MetricClass.Pass)]
    [InlineData(new double[0], new double[] { 1, 2, 3, 4, 5 }, MetricClass.Inconclusive)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[0], MetricClass.Inconclusive)]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 1, 2, 3, 4 }, MetricClass.Inconclusive)]
    public void It_is_classified_as_the_oracle_says(double[] baseline, double[] canary, MetricClass expected) => Assert.Equal(expected, Judge(Errors, baseline, canary).Class);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_published_vectors_come_out_as_published(string name)
    {
        var vector = Read().Single(one => one.Name == name);
        var metric = Errors with
        {
            Alpha = vector.Alpha,
            Worse = vector.Direction switch { "increase" => Worse.Increase, "decrease" => Worse.Decrease, _ => Worse.Either },
            Gate = new(EffectScale.MeanRatio, vector.Effect[0], vector.Effect[1]),
            MinSamples = 2,
        };
        var verdict = Judge(metric, vector.Control, vector.Canary);
        Assert.Equal(vector.Expected, verdict.Class.ToString());
        Assert.Equal(vector.Z, verdict.Test?.Z ?? double.NaN, 1e-9);
        Assert.Equal(vector.P, verdict.Test?.ApproximateP ?? double.NaN, 1e-9);
        Assert.Equal(vector.Cles, verdict.Test?.Effect ?? double.NaN, 1e-12);
        Assert.Equal(vector.MeanRatio, verdict.MeanRatio ?? double.NaN, 1e-9);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1)]
    [InlineData(1e9)]
    public void The_unit_makes_no_difference(double unit)
    {
        double[] baseline = [.. Calm.Select(value => value * unit)], canary = [.. Calm.Select(value => value * unit * 1.2)];
        var (one, other) = (Judge(Errors, Calm, [.. Calm.Select(value => value * 1.2)]), Judge(Errors, baseline, canary));
        Assert.Equal((MetricClass.High, one.Test?.CanaryU), (other.Class, other.Test?.CanaryU));
    }

    [Fact]
    public void An_effect_that_is_too_small_or_no_harm_passes()
    {
        double[] more = [.. Calm.Select(value => value + 2)];
        Assert.Equal(MetricClass.High, Judge(Errors, Calm, more).Class);
        Assert.Equal(MetricClass.Pass, Judge(Errors with { Gate = new(EffectScale.MeanRatio, 0.5, 1.5) }, Calm, more).Class);
        Assert.Equal(MetricClass.Pass, Judge(Errors with { Worse = Worse.Decrease }, Calm, more).Class);
        Assert.Equal(MetricClass.Low, Judge(Errors with { Worse = Worse.Decrease }, more, Calm).Class);
        Assert.Equal(MetricClass.High, Judge(Errors with { Gate = new(EffectScale.CommonLanguage, 0.2, 0.8) }, Calm, more).Class);
        Assert.Equal(MetricClass.Pass, Judge(Errors with { Gate = new(EffectScale.CommonLanguage, 0.2, 0.8) }, Calm, [.. Calm.Select(value => value + 0.2)]).Class);
    }

    [Fact]
    public void A_limit_catches_rare_errors_that_ranks_do_not()
    {
        double[] none = new double[200], rare = new double[200];
        rare[7] = 40;
        Assert.Equal(MetricClass.Pass, Judge(Errors, none, rare).Class);
        Assert.Equal(MetricClass.High, Judge(Errors with { Limit = new(null, 0.1) }, none, rare).Class);
        Assert.Equal(MetricClass.High, Judge(Errors with { Limit = new(null, 0.1), DropsOutliers = true }, none, rare).Class);
        Assert.Equal(MetricClass.Low, Judge(Errors with { Limit = new(11, null) }, Calm, Calm).Class);
    }

    [Fact]
    public void It_shows_everything_it_went_by()
    {
        var verdict = Judge(Errors with { DropsOutliers = true }, [.. Calm, double.NaN], [.. Calm.Select(value => value + 2), 1000]);
        Assert.Equal((1, 0, 0, 1), (verdict.Baseline?.Gaps, verdict.Baseline?.Outliers, verdict.Canary?.Gaps, verdict.Canary?.Outliers));
        Assert.Equal(2, verdict.Shift?.Middle ?? 0, 9);
        Assert.InRange(0.5, 0, verdict.Shift?.Low ?? 0);
        Assert.Contains("higher", verdict.Why, StringComparison.Ordinal);
        Assert.False(verdict.IsThin);
        Assert.True(Judge(Errors, [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).IsThin);
    }

    [Fact]
    public void A_metric_that_could_not_be_measured_is_an_error() => Assert.Equal((MetricClass.Error, "timeout"), MetricJudge.Judge(new(Errors, Calm, Calm, "timeout")) is var verdict ? (verdict.Class, verdict.Why) : default);

    [Fact]
    public void Metrics_that_cannot_stand_are_refused()
    {
        Assert.Null(Errors.Fault());
        Assert.Equal("canary.invalid-samples", (Errors with { MinSamples = 4 }).Fault()?.Code);
        Assert.Equal("canary.invalid-alpha", (Errors with { Alpha = double.NaN }).Fault()?.Code);
        Assert.Equal("canary.invalid-effect", (Errors with { Gate = new(EffectScale.MeanRatio, 2, 1) }).Fault()?.Code);
        Assert.Equal("canary.invalid-limit", (Errors with { Limit = new(2, 1) }).Fault()?.Code);
        Assert.Equal("canary.invalid-name", (Errors with { Name = " " }).Fault()?.Code);
    }

    private static MetricVerdict Judge(CanaryMetric metric, double[] baseline, double[] canary) => MetricJudge.Judge(new(metric, baseline, canary));

    private static Vector[] Read()
    {
        using var stream = typeof(JudgingAMetric).Assembly.GetManifestResourceStream("canary_vectors.json");
        return stream is null ? [] : JsonSerializer.Deserialize<Vector[]>(stream, JsonSerializerOptions.Web) ?? [];
    }

    private sealed record Vector(string Name, double Alpha, string Direction, double[] Effect, double[] Control, double[] Canary, double Z, double P, double Cles, double MeanRatio, string Expected);
}

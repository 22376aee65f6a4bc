using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Peers;

namespace OpsPortal.Tests.Features.Detect.Monitors;

/// <summary>A real Prometheus, asked over its own interface.</summary>
public sealed class AskingPrometheus
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_its_series_to_the_same_judge_as_the_portals_own()
    {
        await using var prometheus = await PrometheusPeer.StartAsync("global: { scrape_interval: 1s }\n");
        using var client = new PrometheusClient(MonitorBench.Connect());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var series = new List<(string Part, List<Sample> Samples)>();
        var read = await client.EachAsync(new(prometheus.Url, "label_replace(vector(time()), \"part\", \"a\", \"\", \"\")"), now - 3_600_000, now, TimeSpan.FromSeconds(15), labels =>
        {
            var samples = new List<Sample>();
            return new(span => samples.AddRange(span.ToArray()), () => series.Add((labels["part"], samples)));
        }, Stopping);
        Assert.Equal(1, Assert.IsType<Outcome<int>.Done>(read).Value);
        var (part, found) = Assert.Single(series);
        Assert.Equal("a", part);
        Assert.InRange(found.Count, 239, 241);
        Assert.All(found, sample => Assert.Equal(sample.At / 1000.0, sample.Value));
        var threshold = new Threshold([new(MonitorSeverity.Critical, Side.Above, 1)], TimeSpan.FromMinutes(1), MissingPolicy.Ok, TimeSpan.FromMinutes(5));
        Assert.Equal(Phase.Firing, ThresholdEvaluator.Evaluate(threshold, ThresholdState.New, [.. found], now).State.Phase);
    }

    [Fact]
    public async Task Asks_for_a_long_stretch_in_parts_and_feeds_it_as_one()
    {
        await using var prometheus = await PrometheusPeer.StartAsync("global: { scrape_interval: 1s }\n");
        using var client = new PrometheusClient(MonitorBench.Connect());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var (count, ends, last) = (0, 0, 0L);
        var read = await client.EachAsync(new(prometheus.Url, "vector(1)"), now - (25_000 * 1000L), now, TimeSpan.FromSeconds(1), _ => new(span =>
        {
            foreach (var sample in span)
            {
                Assert.True(sample.At > last);
                (count, last) = (count + 1, sample.At);
            }
        }, () => ends++), Stopping);
        Assert.Null(read.Refusal);
        Assert.InRange(count, 25_000, 25_001);
        Assert.Equal(1, ends);
    }

    [Fact]
    public async Task Says_what_it_answers_to_a_query_that_is_none_and_when_it_is_not_there()
    {
        await using var prometheus = await PrometheusPeer.StartAsync("global: { scrape_interval: 1s }\n");
        using var client = new PrometheusClient(MonitorBench.Connect());
        Assert.Contains("parse error", (await client.EachAsync(new(prometheus.Url, "sum("), 0, 1000, TimeSpan.FromSeconds(15), _ => default, Stopping)).Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("monitor.server-failed", (await client.EachAsync(new($"http://127.0.0.1:{Places.FreePort()}", "up"), 0, 1000, TimeSpan.FromSeconds(15), _ => default, Stopping)).Refusal!.Code);
    }
}

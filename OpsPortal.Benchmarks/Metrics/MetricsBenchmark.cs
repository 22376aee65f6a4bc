using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Metrics.Writer;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Metrics;

/// <summary>The store of metrics on SQLite: how many points a second become durable, and how long a back-test of a month takes.</summary>
internal sealed class MetricsBenchmark(Scale scale, TimeProvider clock)
{
    private const int Series = 100;
    private const int StepMilliseconds = 15_000;
    private const int BatchPoints = 5000;
    private const int Senders = 4;
    private const double LeastPerSecond = 200_000;
    private static readonly TimeSpan LongestBackTest = TimeSpan.FromSeconds(2);

    private int Days => scale == Scale.Quick ? 2 : 30;

    public async Task RunAsync(Report report)
    {
        report.Say($"Metrics: {Senders} senders with {BatchPoints} points a batch; then {Series} series of {Days} days at 15 s.");
        var directory = Places.NewFolder("metrics");
        await using (var portal = await PortalProcess.StartAsync(new Dictionary<string, string?>(), directory)) await portal.StopAsync();
        var databases = Stored.Open(directory);
        var index = new SeriesIndex();
        using var meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var feedback = new MetricFeedback(meters.GetRequiredService<IMeterFactory>(), index, clock, NullLogger<MetricFeedback>.Instance);
        var path = new MetricPath();
        var disk = new MetricDisk(databases, index, clock);
        using var writer = new MetricWriter(path, disk, index, Options.Create(new MetricOptions()), feedback);
        await writer.StartAsync(CancellationToken.None);
        var store = new MetricStore(path, index, feedback, databases);

        var perSecond = await AppendAsync(store);
        report.Add(Finding.Held("metric points durable in the store, SQLite", "≥ 200,000/s", Written.PerSecond(perSecond), perSecond >= LeastPerSecond));
        var points = await FillAsync(store);
        await disk.CheckpointAsync(CancellationToken.None);
        var took = await BackTestAsync(store);
        report.Add(Finding.Held($"back-test of {Days} days at 15 s, {Series} series ({Written.Number(points)} samples)", "≤ 2 s", Written.Seconds(took.TotalSeconds), took <= LongestBackTest));
        await writer.StopAsync(CancellationToken.None);
        Places.Discard(directory);
    }

    private async Task<double> AppendAsync(MetricStore store)
    {
        var started = Stopwatch.GetTimestamp();
        var now = clock.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds();
        var sent = await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            var labels = Enumerable.Range(0, BatchPoints).Select(series => LabelSet.From(("__name__", "load"), ("sender", $"{sender}"), ("series", $"{series}"))).ToArray();
            var points = 0L;
            for (var round = 0; Stopwatch.GetElapsedTime(started) < scale.Load; round++)
            {
                var batch = labels.Select((set, at) => new MetricPoint(set, now + (round * 1000L), at + round)).ToArray();
                if ((await store.AppendAsync($"sender {sender}", batch, CancellationToken.None)).Rejected == 0) points += batch.Length;
            }

            return points;
        })));
        return sent.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<long> FillAsync(MetricStore store)
    {
        var chance = new Random(7);
        var (start, count) = (clock.GetUtcNow().AddDays(-Days).ToUnixTimeMilliseconds(), Days * 86_400_000L / StepMilliseconds);
        for (var series = 0; series < Series; series++)
        {
            var labels = LabelSet.From(("__name__", "disk_used"), ("service", "shop"), ("instance", $"db-{series}"));
            var value = 50.0;
            foreach (var part in Enumerable.Range(0, (int)count).Chunk(50_000))
            {
                var batch = part.Select(at => new MetricPoint(labels, start + ((long)at * StepMilliseconds), value = Math.Round(Math.Clamp(value + chance.NextDouble() - 0.5, 0, 100), 2))).ToArray();
                await store.AppendAsync("fill", batch, CancellationToken.None);
            }
        }

        return count * Series;
    }

    private async Task<TimeSpan> BackTestAsync(MetricStore store)
    {
        var threshold = new Threshold([new(MonitorSeverity.Warning, Side.Above, 80, 75), new(MonitorSeverity.Critical, Side.Above, 95)], TimeSpan.FromMinutes(5), MissingPolicy.Keep, TimeSpan.FromMinutes(5));
        var started = Stopwatch.GetTimestamp();
        var test = new BackTest(threshold);
        var (from, to) = (clock.GetUtcNow().AddDays(-Days - 1).ToUnixTimeMilliseconds(), clock.GetUtcNow().ToUnixTimeMilliseconds());
        await using var scan = await store.ScanAsync(CancellationToken.None);
        foreach (var series in await store.FindAsync(new MetricSelector("disk_used", []), CancellationToken.None))
        {
            var run = test.Begin(series.Labels["instance"]);
            await scan.RunAsync(series, from, to, run.Feed, CancellationToken.None);
            run.End(to);
        }

        test.Judge([]);
        return Stopwatch.GetElapsedTime(started);
    }
}

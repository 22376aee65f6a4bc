using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Monitors.Looking;

namespace OpsPortal.Features.Detect.Monitors.History;

/// <summary>When one series will be full.</summary>
public sealed record SeriesForecast(string Series, double Limit, Forecast Forecast);

/// <summary>Looks at the past two weeks and says when each series of a capacity monitor will be full.</summary>
internal sealed class ForecastMonitor(HistoryReader history, TimeProvider clock)
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(14);
    private const int Points = 14 * 24;

    /// <summary>The soonest first; those without a trend last. Refused where the history cannot be read.</summary>
    public async Task<Outcome<IReadOnlyList<SeriesForecast>>> RunAsync(Monitor monitor, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        var (from, to) = ((now - Past).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        var forecasts = new List<SeriesForecast>();
        var read = await history.EachAsync(monitor.Draft.Target, monitor.Number, from, to, TimeSpan.FromMinutes(5), labels =>
        {
            var threshold = monitor.Draft.ThresholdFor(monitor.Service.Length > 0 ? monitor.Service : labels["service"]);
            var line = new LineBuilder(from, to, Points, threshold.Reading);
            var worst = threshold.Levels.MaxBy(level => level.Severity)!;
            var limit = monitor.Draft.Full ?? worst.Value;
            return new(line.Feed, () =>
            {
                var points = line.Buckets.Select(bucket => new Sample(bucket.At, bucket.Mean)).ToList();
                forecasts.Add(new(BackTestPass.Words(labels, monitor.Draft), limit, Forecast.Of(points, limit, worst.Side == Side.Above)));
            });
        }, stopping);
        if (read.Refusal is { } why) return why;
        return forecasts.OrderBy(forecast => forecast.Forecast.Reaches ?? DateTimeOffset.MaxValue).ToList();
    }
}

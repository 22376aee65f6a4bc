using System.Diagnostics.Metrics;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>Tells the world what the writer of metrics does, and readers when there is something to read.</summary>
internal sealed class MetricFeedback : IMeasured
{
    private readonly TimeProvider _clock;
    private readonly ILogger<MetricFeedback> _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Counter<long> _stored;
    private readonly Counter<long> _rejected;
    private volatile bool _failing;

    public MetricFeedback(IMeterFactory meters, SeriesIndex index, TimeProvider clock, ILogger<MetricFeedback> log)
    {
        (_clock, _log) = (clock, log);
        var meter = PortalMeter.Create(meters);
        _stored = meter.CreateCounter<long>("metric_points_stored_total", description: "Points of metrics that are durable.");
        _rejected = meter.CreateCounter<long>("metric_points_rejected_total", description: "Points of metrics that can never be stored: out of order, too old, too far ahead, too many series.");
        meter.CreateObservableGauge("metric_series", () => index.Count, description: "Different series in the store.");
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Completes when the store has been read for the first time.</summary>
    public Task WhenReady => _ready.Task;

    public void Ready() => _ready.TrySetResult();

    public void Committed(int stored, int rejected)
    {
        if (_failing) _log.Recovered();
        _failing = false;
        _stored.Add(stored);
        if (rejected > 0) _rejected.Add(rejected);
    }

    public void Failed(int senders, Exception failure)
    {
        _failing = true;
        _log.Failed(failure, senders);
    }

    public void StoppedEarly() => _log.StoppedEarly();
}

internal static partial class MetricLogging
{
    [LoggerMessage(1801, LogLevel.Error, "Metrics of {Senders} senders could not be stored; they were told to send again")]
    public static partial void Failed(this ILogger log, Exception failure, int senders);

    [LoggerMessage(1802, LogLevel.Information, "Metrics can be stored again")]
    public static partial void Recovered(this ILogger log);

    [LoggerMessage(1803, LogLevel.Debug, "The portal stops; the log of metrics stays as it is for the next start")]
    public static partial void StoppedEarly(this ILogger log);

    [LoggerMessage(1804, LogLevel.Information, "{Days} days of series were summed up")]
    public static partial void RolledUp(this ILogger log, int days);

    [LoggerMessage(1805, LogLevel.Information, "{Chunks} chunks and {RollUps} roll-ups of metrics were removed, and {Series} series without any")]
    public static partial void Removed(this ILogger log, int chunks, int rollUps, int series);
}

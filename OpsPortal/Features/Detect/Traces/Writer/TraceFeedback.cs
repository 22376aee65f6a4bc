using System.Diagnostics.Metrics;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Traces.Writer;

/// <summary>Tells the world what the writer of traces does, and what becomes of traces afterwards.</summary>
internal sealed class TraceFeedback : IMeasured
{
    private readonly ILogger<TraceFeedback> _log;
    private readonly Counter<long> _stored;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _dropped;
    private volatile bool _failing;

    public TraceFeedback(IMeterFactory meters, TracePath path, ILogger<TraceFeedback> log)
    {
        _log = log;
        var meter = PortalMeter.Create(meters);
        _stored = meter.CreateCounter<long>("trace_spans_stored_total", description: "Spans that are durable.");
        _rejected = meter.CreateCounter<long>("trace_spans_rejected_total", description: "Spans that can never be stored: more of one trace than are kept.");
        _dropped = meter.CreateCounter<long>("traces_dropped_total", description: "Traces that were stored and let go again, by reason: ordinary and not in the sample, older than they are kept, more than are kept.");
        meter.CreateObservableGauge("trace_requests_waiting", () => path.Arrivals.Count, description: "Requests with spans that wait for the writer of traces.");
    }

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

    public void Stopped() => _log.Stopped();

    /// <param name="reason"><c>ordinary</c>, <c>age</c> or <c>size</c>.</param>
    public void Dropped(string reason, int traces)
    {
        if (traces == 0) return;
        _dropped.Add(traces, new KeyValuePair<string, object?>("reason", reason));
        _log.Dropped(traces, reason);
    }
}

internal static partial class TraceLogging
{
    [LoggerMessage(1901, LogLevel.Error, "Spans of {Senders} senders could not be stored; they were told to send again")]
    public static partial void Failed(this ILogger log, Exception failure, int senders);

    [LoggerMessage(1902, LogLevel.Information, "Spans can be stored again")]
    public static partial void Recovered(this ILogger log);

    [LoggerMessage(1903, LogLevel.Debug, "The portal stops; spans that still wait are refused and sent again")]
    public static partial void Stopped(this ILogger log);

    [LoggerMessage(1904, LogLevel.Debug, "{Traces} traces were let go: {Reason}")]
    public static partial void Dropped(this ILogger log, int traces, string reason);
}

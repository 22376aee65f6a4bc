using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Live;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Signals.Writer;

/// <summary>Tells the world what the writer does: metrics, logs, and whoever is looking.</summary>
internal sealed class WriterFeedback(IntakeMetrics metrics, ChangeFeed feed, ILogger<SignalWriter> log)
{
    private volatile bool _failing;

    public IntakeMetrics Metrics => metrics;

    /// <summary>Whether the last commit failed: the portal is then not ready to take signals.</summary>
    public bool IsFailing => _failing;

    public void Committed(SignalBatch batch, TimeSpan took)
    {
        if (_failing) log.Recovered();
        _failing = false;
        foreach (var bySource in batch.Signals.CountBy(signal => signal.Source)) metrics.Taken(bySource.Key, bySource.Value);
        if (batch.Signals.Count > 0) metrics.Committed(batch.Signals.Count, took);
        foreach (var byPriority in batch.Raised.Values.CountBy(raised => raised.Priority)) metrics.Opened(byPriority.Key.ToString(), byPriority.Value);
        if (batch.ChangesEvents) feed.Publish(ChangeKind.Events);
        if (batch.Judged.Count > 0) feed.Publish(ChangeKind.Signals);
    }

    /// <summary>The open events of a source are identified anew, and some of them may have ended.</summary>
    public void Renewed() => feed.Publish(ChangeKind.Events);

    public void Failed(int senders, Exception failure)
    {
        _failing = true;
        log.Failed(failure, senders);
    }

    public void SetAside(IReadOnlyList<Signal> signals, Exception why)
    {
        foreach (var signal in signals)
        {
            metrics.SetAside(signal.Source);
            log.SetAside(why, signal.Source, signal.Labels.Fingerprint.ToString());
        }
    }
}

internal static partial class WriterLog
{
    [LoggerMessage(1001, LogLevel.Error, "Signals of {Senders} senders could not be stored; they were told to send again")]
    public static partial void Failed(this ILogger log, Exception failure, int senders);

    [LoggerMessage(1002, LogLevel.Information, "Signals can be stored again")]
    public static partial void Recovered(this ILogger log);

    [LoggerMessage(1003, LogLevel.Warning, "A signal of {Source} with fingerprint {Fingerprint} was set aside: it cannot be worked")]
    public static partial void SetAside(this ILogger log, Exception why, string source, string fingerprint);
}

using System.Diagnostics.Metrics;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Live;
using OpsPortal.Telemetry;

namespace OpsPortal.Features.Detect.Monitors.Evaluation;

/// <summary>Tells the world how evaluation does: metrics, logs, and whoever is looking.</summary>
internal sealed class RoundFeedback : IMeasured
{
    private readonly ChangeFeed _feed;
    private readonly ILogger<RoundFeedback> _log;
    private readonly Counter<long> _evaluated;
    private readonly Counter<long> _late;
    private readonly Counter<long> _failed;
    private readonly Histogram<double> _duration;

    public RoundFeedback(IMeterFactory meters, ChangeFeed feed, ILogger<RoundFeedback> log)
    {
        (_feed, _log) = (feed, log);
        var meter = PortalMeter.Create(meters);
        _evaluated = meter.CreateCounter<long>("monitors_evaluated_total", description: "Evaluations of monitors.");
        _late = meter.CreateCounter<long>("monitors_late_total", description: "Evaluations that began more than an interval after they were due.");
        _failed = meter.CreateCounter<long>("monitors_failed_total", description: "Evaluations that could not look at what they were to look at.");
        _duration = meter.CreateHistogram<double>("monitors_round_duration_seconds", description: "How long it took to evaluate and keep what was due together.");
    }

    public void Begun(IEnumerable<MonitorRun> runs, IReadOnlyList<Monitor> monitors, DateTimeOffset now)
    {
        var every = monitors.ToDictionary(monitor => monitor.Number, monitor => monitor.Draft.Every);
        var late = runs.Count(run => run.RanAt is not null && every.TryGetValue(run.Monitor, out var interval) && now - run.DueAt > interval);
        if (late == 0) return;
        _late.Add(late);
        _log.Late(late);
    }

    public void Done(IReadOnlyList<MonitorOutcome> outcomes, TimeSpan took, Taken taken)
    {
        _evaluated.Add(outcomes.Count);
        _failed.Add(outcomes.Count(outcome => outcome.HasFailed));
        _duration.Record(took.TotalSeconds);
        if (taken != Taken.Stored) _log.NotTaken(taken);
        if (outcomes.Count > 0) _feed.Publish(ChangeKind.Monitors);
    }

    public void Failed(MonitorNumber monitor, Exception failure)
    {
        _failed.Add(1);
        _log.EvaluationFailed(failure, monitor);
    }
}

internal static partial class MonitorLogging
{
    [LoggerMessage(1811, LogLevel.Warning, "{Count} monitors were evaluated more than an interval late")]
    public static partial void Late(this ILogger log, int count);

    [LoggerMessage(1812, LogLevel.Warning, "Signals of monitors were not taken ({Taken}); they are sent again with the next evaluation")]
    public static partial void NotTaken(this ILogger log, Taken taken);

    [LoggerMessage(1813, LogLevel.Error, "Monitor {Monitor} could not be evaluated")]
    public static partial void EvaluationFailed(this ILogger log, Exception failure, MonitorNumber monitor);

    [LoggerMessage(1814, LogLevel.Information, "{Act} {Monitor} by {By}")]
    public static partial void Acted(this ILogger log, string act, MonitorNumber monitor, string by);
}

using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Ui.Charts;

namespace OpsPortal.Features.Detect.Moments;

/// <summary>One metric of one service around a moment.</summary>
/// <param name="Said">What it did, in a few words.</param>
/// <param name="Limits">The levels of the monitor that watches it; none: nobody does.</param>
/// <param name="Monitor">Null: nobody watches it.</param>
/// <param name="Change">How far it moved at the moment, in multiples of its usual movement; 0: not at all.</param>
public sealed record MomentChart(string Title, string Service, string Said, IReadOnlyList<TimeLine> Lines, IReadOnlyList<LimitLine> Limits, MonitorNumber? Monitor, double Change)
{
    /// <summary>The page of the tool it comes from; empty: it is the portal's own.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>Charts, those that tell most first.</summary>
/// <param name="Bands">Silences, maintenance windows, changes and deployments, and the event itself.</param>
/// <param name="Hidden">Metrics that moved less and are not drawn.</param>
public sealed record ChartFindings(IReadOnlyList<MomentChart> Charts, IReadOnlyList<TimeBand> Bands, int Hidden);

/// <summary>What a probe answered around a moment.</summary>
/// <param name="Runs">How often it was tried, and how often that failed.</param>
/// <param name="Slowest">Seconds; null: no answer.</param>
public sealed record ProbeFinding(MonitorNumber Monitor, string Name, string Service, string Target, int Runs, int Failed, DateTimeOffset? FirstFailed, DateTimeOffset? LastFailed, double? Slowest);

/// <summary>One line of a log.</summary>
/// <param name="At">When it happened, says who wrote it.</param>
/// <param name="Trace">Empty: it names none.</param>
public sealed record LogLine(DateTimeOffset At, string Service, string Severity, string Text, string Source, string Trace);

/// <summary>Log lines in the order of time: the worst, and of those the nearest.</summary>
/// <param name="Total">How many there are in all; <paramref name="Errors"/> of them are errors or worse.</param>
/// <param name="Partial">There are more than were looked through.</param>
public sealed record LogFindings(IReadOnlyList<LogLine> Lines, int Total, int Errors, bool Partial)
{
    public static LogFindings None { get; } = new([], 0, 0, false);
}

/// <summary>Everything the portal knows around a moment.</summary>
/// <param name="Logs">Null: whoever asks may not read them.</param>
/// <param name="Events">Of the same services, the own one first, worst first.</param>
public sealed record MomentFindings(
    Moment Moment, ChartFindings Metrics, IReadOnlyList<ProbeFinding> Probes, LogFindings? Logs, IReadOnlyList<TraceSummary> Traces, IReadOnlyList<EventRow> Events)
{
    /// <summary>What was done before it to the service or upstream of it, the most suspected first.</summary>
    public IReadOnlyList<ProbableChange> Changes { get; init; } = [];
}

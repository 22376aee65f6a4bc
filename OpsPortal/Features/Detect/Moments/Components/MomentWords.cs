using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Moments.Components;

/// <summary>Evidence in the words of the screen.</summary>
internal static class MomentWords
{
    /// <summary>What stands out, in one sentence.</summary>
    public static string Summary(MomentFindings found)
    {
        var (failed, slow) = (found.Traces.Count(trace => trace.Failed > 0), found.Traces.Count(trace => trace is { Slow: true, Failed: 0 }));
        var down = found.Probes.Count(probe => probe.Failed > 0);
        string[] parts =
        [
            .. Part(down, "probe failed", "probes failed"),
            .. Part(found.Logs?.Errors ?? 0, "error line", "error lines"),
            .. Part(failed, "failed trace", "failed traces"),
            .. Part(slow, "slow trace", "slow traces"),
            .. Part(found.Events.Count, "other event", "other events"),
        ];
        if (parts.Length > 0) return $"{(parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}")}.";
        return found.Metrics.Charts.Count + found.Probes.Count + found.Traces.Count + (found.Logs?.Total ?? 0) == 0 ? "Nothing is known of this service around that moment." : "Nothing failed, was slow or said an error.";
    }

    /// <summary>How sure a suspicion is, in whole percent.</summary>
    public static string Sure(double confidence) => string.Create(CultureInfo.InvariantCulture, $"{confidence * 100:0} % sure.");

    /// <summary><c>12:03:07</c> in the zone of the browser.</summary>
    public static string Clock(DateTimeOffset local) => local.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>180 µs</c>, <c>42 ms</c>, <c>1.25 s</c>, else as everywhere.</summary>
    public static string Took(TimeSpan span) => span switch
    {
        { Ticks: 0 } => "0 ms",
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMicroseconds:0} µs"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.#} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.##} s"),
        _ => Spans.Duration(span),
    };

    public static string Of(Nearness nearness) => nearness switch
    {
        Nearness.Own => "",
        Nearness.Needed => "upstream: it is needed",
        _ => "downstream: it depends on this",
    };

    public static string Result(TraceSummary trace) => trace switch
    {
        { Failed: > 0 } => $"Failed: {trace.Failed} of {trace.Spans} spans",
        { Slow: true } => "Slow",
        _ => "Ordinary",
    };

    public static string Of(ProbeFinding probe, Func<DateTimeOffset, string> clock)
    {
        if (probe.Failed == 0) return $"All {probe.Runs} answered{(probe.Slowest is { } slowest ? $", the slowest in {Took(TimeSpan.FromSeconds(slowest))}" : "")}.";
        var when = probe.FirstFailed == probe.LastFailed ? $"at {clock(probe.FirstFailed.GetValueOrDefault())}" : $"from {clock(probe.FirstFailed.GetValueOrDefault())} to {clock(probe.LastFailed.GetValueOrDefault())}";
        return $"{probe.Failed} of {probe.Runs} failed, {when}.";
    }

    /// <summary>Red, amber or blue, as for events.</summary>
    public static string Css(LogLine line) => Severity.Type(line.Severity).ToString();

    private static IEnumerable<string> Part(int count, string one, string many)
    {
        if (count > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
    }
}

using System.Globalization;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Detect.Prioritisation;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Monitors.Evaluation;

/// <summary>What a monitor says to the signal path.</summary>
internal static class MonitorSignals
{
    public const string Source = "monitor";

    /// <summary>Without a refresh for this many intervals a firing is over: then the portal itself was not evaluating.</summary>
    private const int Refreshes = 3;

    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>The labels of a firing: those of the series, and the monitor's own, which win.</summary>
    public static LabelSet Labels(Monitor monitor, LabelSet series, MonitorSeverity severity)
    {
        var service = Service(monitor, series);
        return LabelSet.From([.. series, new("alertname", monitor.Name), new("monitor", monitor.Number.ToString()), new("kind", monitor.Kind.ToString().ToLowerInvariant()),
            new("service", service), new("severity", severity.ToString().ToLowerInvariant())]);
    }

    public static string Service(Monitor monitor, LabelSet series) => monitor.Service.Length > 0 ? monitor.Service : series["service"];

    public static Signal Firing(Monitor monitor, LabelSet labels, EvaluatedSeries series, DateTimeOffset now)
    {
        var until = now + (monitor.Draft.Every * Refreshes) + Slack;
        return new(Source, labels, Annotations(monitor, series), DateTimeOffset.FromUnixTimeMilliseconds(series.State.Since), until, EndIsAssumed: true, "");
    }

    public static Signal Over(LabelSet labels, DateTimeOffset raisedAt, DateTimeOffset now) =>
        new(Source, labels, LabelSet.Empty, raisedAt < now ? raisedAt : now, now, EndIsAssumed: false, "");

    /// <summary>The same words as long as it fires: a value that moves would be a new description every time.</summary>
    private static LabelSet Annotations(Monitor monitor, EvaluatedSeries series)
    {
        var what = series.State.Phase == Phase.NoData ? $"has been silent for {Spans.Duration(series.Threshold.NoDataAfter)}" : $"is {LevelWords(series.Threshold, series.State)}";
        var (summary, description) = ($"{monitor.Name}: {Where(monitor, series.Labels)} {what}", $"{monitor.Number} looks at {monitor.Draft.Target.Words}{Why(series)}");
        return series.BreachAt is { } full
            ? LabelSet.From(("summary", summary), ("description", description), (PriorityMatrix.BreachAt, full.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture)))
            : LabelSet.From(("summary", summary), ("description", description));
    }

    /// <summary>That it would not fire as it is set usually; empty where that made no difference.</summary>
    private static string Why(EvaluatedSeries series)
    {
        if (series.Tightened is not { } tightened || series.State.Phase != Phase.Firing || series.State.Worst < 0 || series.State.Worst >= series.Threshold.Levels.Count) return "";
        return series.Threshold.Levels[series.State.Worst].Value.Equals(tightened.By.Value)
            ? string.Create(CultureInfo.InvariantCulture, $". Judged by {tightened.By.Value} instead of {tightened.Usual}, because of the {tightened.By.By}")
            : "";
    }

    public static string Where(Monitor monitor, LabelSet series) =>
        series["instance"] is { Length: > 0 } instance ? instance : Service(monitor, series) is { Length: > 0 } service ? service : monitor.Draft.Target.Words;

    private static string LevelWords(Threshold threshold, ThresholdState state)
    {
        if (state.Worst < 0 || state.Worst >= threshold.Levels.Count) return "out of bounds";
        var level = threshold.Levels[state.Worst];
        var held = threshold.For > TimeSpan.Zero ? $" for {Spans.Duration(threshold.For)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{(level.Side == Side.Above ? "above" : "below")} {level.Value}{held}");
    }
}

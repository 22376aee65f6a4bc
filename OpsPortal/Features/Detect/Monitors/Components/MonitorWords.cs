using System.Globalization;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Ui.Charts;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Detect.Monitors.Components;

/// <summary>Monitors in the words of the screen.</summary>
internal static class MonitorWords
{
    public static string State(MonitorRow row) => !row.Enabled ? "Disabled" : State(row.Phase, row.Severity);

    public static string State(Phase? phase, MonitorSeverity? severity) => phase switch
    {
        null or Phase.Unknown => "Not known yet",
        Phase.Firing => $"Firing: {severity}",
        Phase.NoData => "Silent",
        Phase.Off => "Outside hours",
        Phase.Pending => "Pending",
        _ => "OK",
    };

    /// <summary>The colour of a severity: red, amber and blue mean what they mean everywhere.</summary>
    public static string Css(MonitorSeverity severity) => Severity.Type(severity.ToString()).ToString();

    public static string Value(double? value) => value is { } known ? TimeScale.Number(known) : "–";

    public static string Level(Level level) => string.Create(CultureInfo.InvariantCulture,
        $"{level.Severity} {(level.Side == Side.Above ? "above" : "below")} {level.Value}{(level.Clear is { } clear ? $", clear at {clear}" : "")}");

    public static IReadOnlyList<LimitLine> Limits(Threshold threshold) => [.. threshold.Levels.Select(level => new LimitLine(level.Value, Level(level), Css(level.Severity)))];

    /// <summary>The first thing to read about a monitor.</summary>
    public static string Summary(MonitorView view, DateTimeOffset now)
    {
        var row = view.Row;
        if (!row.Enabled) return "It is disabled: nothing is looked at, and nothing fires.";
        if (row.RanAt is null) return "It has not been evaluated yet; that happens within its interval.";
        var since = row.Since is { } at ? $" for {Spans.Duration(now - at)}" : "";
        var of = row.Series > 1 ? $" {row.Firing} of {row.Series} series fire." : "";
        return row.Phase switch
        {
            Phase.Firing => $"It fires{since}: {row.Severity?.ToString().ToLowerInvariant()}, at {Value(row.Value)}.{of}",
            Phase.NoData => $"It has been silent{since}, and silence is alerted.",
            Phase.Pending => $"A level is breached{since}, not yet for as long as it must be.",
            Phase.Off => "It is outside the hours in which it watches.",
            Phase.Ok => $"All is well{since}. The last value is {Value(row.Value)}.{of}",
            _ => "Nothing has been heard yet.",
        };
    }
}

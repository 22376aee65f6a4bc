using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Domain.Detect.Monitors.History;

/// <summary>One time that a threshold fired, or would have fired. Instants are milliseconds since 1970 UTC.</summary>
/// <param name="Until">Where it has not ended: the end of what was looked at.</param>
/// <param name="Severity">The worst it came to.</param>
/// <param name="Peak">The worst value; NaN where it was silence that fired.</param>
/// <param name="Ended">False: it still fired at the end of what was looked at.</param>
public readonly record struct Firing(long From, long Until, MonitorSeverity Severity, double Peak, bool Ended)
{
    public TimeSpan Duration => TimeSpan.FromMilliseconds(Until - From);

    /// <summary>Whether it touches an interval; touching ends count.</summary>
    public bool Overlaps(long from, long until) => From <= until && Until >= from;
}

/// <summary>Puts turns together to firings.</summary>
public static class Firings
{
    /// <param name="turns">Of one series, oldest first.</param>
    /// <param name="last">The state after the last of them.</param>
    /// <param name="end">Where looking ended.</param>
    public static IEnumerable<Firing> Of(IReadOnlyList<Turn> turns, ThresholdState last, long end)
    {
        (long At, MonitorSeverity Severity)? open = null;
        foreach (var turn in turns)
        {
            var fires = turn.To is Phase.Firing or Phase.NoData;
            if (fires && open is null) open = (turn.At, turn.Severity ?? MonitorSeverity.Info);
            else if (fires && turn.To == Phase.Firing && turn.From == Phase.Firing) open = (open!.Value.At, Worse(open.Value.Severity, turn.Severity));
            else if (open is { } begun)
            {
                yield return new(begun.At, turn.At, begun.Severity, turn.Peak, Ended: true);
                open = fires ? (turn.At, turn.Severity ?? MonitorSeverity.Info) : null;
            }
        }

        if (open is { } still) yield return new(still.At, end, still.Severity, last.Peak, Ended: false);
    }

    private static MonitorSeverity Worse(MonitorSeverity known, MonitorSeverity? other) => other > known ? other.Value : known;
}

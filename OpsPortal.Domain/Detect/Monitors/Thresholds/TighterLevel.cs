namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>Makes a threshold tighter for a while: the level that warns moves towards the good side. Nothing is ever made looser by it.</summary>
public static class TighterLevel
{
    /// <summary>The level that warns: the mildest that is at least a warning, else the mildest of all.</summary>
    /// <param name="levels">At least one.</param>
    public static Level Warning(IReadOnlyList<Level> levels) => levels.OrderBy(level => level.Severity < MonitorSeverity.Warning).ThenBy(level => level.Severity).First();

    /// <summary>Whether a value would warn earlier than the levels do.</summary>
    public static bool IsTighter(IReadOnlyList<Level> levels, double value) => Warning(levels) is var usual && (usual.Side == Side.Above ? value < usual.Value : value > usual.Value);

    /// <summary>The tightest of some values: those that are not tighter than usual do not count. Null: none is.</summary>
    public static double? Tightest(IReadOnlyList<Level> levels, IEnumerable<double> values)
    {
        var tighter = values.Where(value => IsTighter(levels, value)).Select(value => (double?)value);
        return Warning(levels).Side == Side.Above ? tighter.Min() : tighter.Max();
    }

    /// <summary>The threshold that warns at a tighter value. The way to its clearing stays as long as it was, and levels keep their places, by which states remember them.</summary>
    /// <param name="value">One that <see cref="IsTighter"/>; for any other the threshold stays as it is.</param>
    public static Threshold At(Threshold usual, double value)
    {
        if (!IsTighter(usual.Levels, value)) return usual;
        var warning = Warning(usual.Levels);
        return usual with { Levels = [.. usual.Levels.Select(level => ReferenceEquals(level, warning) ? level with { Value = value, Clear = level.Clear is { } clear ? value + (clear - level.Value) : null } : level)] };
    }
}

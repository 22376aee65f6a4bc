namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>How bad a breach is, mildest first. Each is a word that <see cref="Events.Severity"/> knows.</summary>
public enum MonitorSeverity
{
    Info,
    Warning,
    Error,
    Critical,
}

/// <summary>Which side of a level is bad.</summary>
public enum Side
{
    Above,
    Below,
}

/// <summary>One rung of the ladder: from which value on it is how bad.</summary>
/// <param name="Value">The level itself is still good; only beyond it is a breach.</param>
/// <param name="Clear">The value at which a breach that fires is over; null: the level itself. Lies on the good side.</param>
public sealed record Level(MonitorSeverity Severity, Side Side, double Value, double? Clear = null)
{
    /// <summary>Whether a value breaches, given whether this level fires already.</summary>
    public bool IsBreached(double value, bool fires)
    {
        var limit = fires && Clear is { } clear ? clear : Value;
        return Side == Side.Above ? value > limit : value < limit;
    }
}

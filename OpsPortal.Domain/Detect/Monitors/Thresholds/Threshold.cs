namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>What a series that has fallen silent means.</summary>
public enum MissingPolicy
{
    /// <summary>All is well: what fired clears.</summary>
    Ok,

    /// <summary>Silence itself fires, with the mildest severity of the ladder.</summary>
    Alert,

    /// <summary>Whatever was, stays.</summary>
    Keep,
}

/// <summary>How the samples of a series are read.</summary>
public enum Reading
{
    /// <summary>As they are.</summary>
    Value,

    /// <summary>For counters: growth per second from one sample to the next. A counter that falls has begun anew at zero.</summary>
    Rate,
}

/// <summary>When values are bad. The same threshold is evaluated live and on history.</summary>
/// <param name="Levels">One to <see cref="MostLevels"/>.</param>
/// <param name="For">How long a level must be breached without a break before it fires; measured from sample to sample.</param>
/// <param name="NoDataAfter">How long after the last sample a series counts as silent.</param>
/// <param name="Schedule">When it is watched; null: always.</param>
public sealed record Threshold(
    IReadOnlyList<Level> Levels, TimeSpan For, MissingPolicy NoData, TimeSpan NoDataAfter, WatchSchedule? Schedule = null, Reading Reading = Reading.Value)
{
    public const int MostLevels = 4;
}

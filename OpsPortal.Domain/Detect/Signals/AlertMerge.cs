namespace OpsPortal.Domain.Detect.Signals;

/// <summary>From when to when a condition holds, as far as its source has told.</summary>
/// <param name="StartsAt">UTC.</param>
/// <param name="EndsAt">UTC; in the future: firing until then unless refreshed.</param>
/// <param name="EndIsAssumed">The source gave no end; <paramref name="EndsAt"/> is the time-out we assumed.</param>
public readonly record struct FiringPeriod(DateTimeOffset StartsAt, DateTimeOffset EndsAt, bool EndIsAssumed)
{
    /// <summary>The period that one signal tells of.</summary>
    public static FiringPeriod Of(Signal signal) => new(signal.StartsAt, signal.EndsAt, signal.EndIsAssumed);

    public bool IsOver(DateTimeOffset now) => EndsAt <= now;
}

/// <summary>What is believed when a source repeats itself: the rules of Alertmanager for two alerts with the same labels.</summary>
/// <remarks>Source: <c>Alert.Merge</c> and <c>mem.Alerts.Put</c> of Alertmanager 0.25; its acceptance test is <c>TestMergeAlerts</c>.</remarks>
public static class AlertMerge
{
    /// <summary>The period to believe in once <paramref name="arriving"/> has come after <paramref name="known"/>.</summary>
    /// <remarks>
    /// Periods that do not overlap are different firings: the arriving one stands alone. Where they overlap the earliest start
    /// counts; an explicit end beats an assumed one unless that lies later; of two ends in the past the latest counts.
    /// </remarks>
    public static FiringPeriod Merge(FiringPeriod known, FiringPeriod arriving, DateTimeOffset now)
    {
        if (!Overlap(known, arriving)) return arriving;

        var knownEndStands = known.EndsAt > arriving.EndsAt && (arriving.IsOver(now) ? known.IsOver(now) : !known.EndIsAssumed);
        return new(
            known.StartsAt < arriving.StartsAt ? known.StartsAt : arriving.StartsAt,
            knownEndStands ? known.EndsAt : arriving.EndsAt,
            knownEndStands ? known.EndIsAssumed : arriving.EndIsAssumed);
    }

    /// <summary>Whether both tell of the same firing: one of the arriving instants lies strictly inside the known period.</summary>
    public static bool Overlap(FiringPeriod known, FiringPeriod arriving) =>
        Inside(known, arriving.EndsAt) || Inside(known, arriving.StartsAt);

    private static bool Inside(FiringPeriod known, DateTimeOffset at) => at > known.StartsAt && at < known.EndsAt;
}

namespace OpsPortal.Domain.Respond.Problems.Recurrence;

/// <summary>What is known of a fix so far.</summary>
public enum FixVerdict
{
    /// <summary>It has not come back, and by now it would have.</summary>
    Stopped,

    /// <summary>It still comes back, but less often.</summary>
    Fewer,

    /// <summary>It comes back about as often as before; a fix that halves it would have shown by now.</summary>
    Unchanged,

    /// <summary>It comes back more often than before.</summary>
    MoreOften,

    /// <summary>What has been seen since fits both: a fix that works and one that does not.</summary>
    TooEarly,

    /// <summary>It came back too seldom before for anything to be told, however long it is waited.</summary>
    CannotTell,
}

/// <summary>How often something came back before a fix and after it, and what follows from that.</summary>
/// <param name="Before">Recurrences from the first that is known until the fix; the first only starts the clock and is not counted.</param>
/// <param name="After">Recurrences since the fix.</param>
/// <param name="Ratio">How often it comes back now as a part of how often it did; null: that cannot be said.</param>
/// <param name="Low">With <paramref name="High"/> the interval that holds the true ratio, with the confidence asked for.</param>
/// <param name="Probability">How probable so few recurrences would be since the fix if it had changed nothing.</param>
/// <param name="Needed">How long after the fix it takes, with no further recurrence, until it can be told that it helped; null: never.</param>
/// <param name="LastAt">When it last came back after the fix (UTC); null: it has not.</param>
public sealed record MeasuredFix(FixVerdict Verdict, Counted Before, Counted After, double? Ratio, double Low, double High, double Probability, TimeSpan? Needed, DateTimeOffset? LastAt)
{
    /// <summary>How much of <see cref="Needed"/> is still to come; zero: enough has been seen. Null: there is no end to it.</summary>
    public TimeSpan? Left => Needed is { } needed ? TimeSpan.FromTicks(Math.Max(0, (needed - After.Exposure).Ticks)) : null;
}

/// <summary>Tells whether a fix holds from what was counted, not from what was hoped.</summary>
public static class RecurrenceAfterFix
{
    /// <summary>A fix that brings recurrences down to this part of what they were would be worth while.</summary>
    private const double WorthWhile = 0.5;

    /// <param name="occurrences">Of the problem's pattern, as far back as they are kept.</param>
    /// <param name="reach">How far back before the fix is looked.</param>
    /// <param name="gap">Occurrences closer together than this are one recurrence.</param>
    /// <param name="alpha">What counts as improbable, as 0.05; intervals have the confidence 1 − 2 alpha.</param>
    public static MeasuredFix Measure(IReadOnlyCollection<OccurrencesAt> occurrences, DateTimeOffset fixedAt, TimeSpan reach, TimeSpan gap, double alpha, DateTimeOffset now)
    {
        var earlier = Bouts.Of(occurrences.Where(one => one.At > fixedAt - reach && one.At <= fixedAt), gap);

        // What began before the fix and goes on after it counts against the fix: it did not end it.
        var later = Bouts.Of(occurrences.Where(one => one.At > fixedAt && one.At <= now), gap);
        var before = earlier.Count == 0 ? new Counted(0, TimeSpan.Zero) : new Counted(earlier.Count - 1, fixedAt - earlier[0]);
        var after = new Counted(later.Count, now > fixedAt ? now - fixedAt : TimeSpan.Zero);

        // Each end leaves out alpha: then the interval excludes "no change" exactly where the one-sided test does.
        var (low, high) = PoissonRates.Interval(before, after, 2 * alpha);
        var probability = PoissonRates.AsFew(before, after);
        return new(Judge(before, after, probability, alpha), before, after, PoissonRates.Ratio(before, after), low, high, probability, PoissonRates.Needed(before, after.Count, alpha), later.Count > 0 ? later[^1] : null);
    }

    private static FixVerdict Judge(Counted before, Counted after, double probability, double alpha)
    {
        if (before.Count == 0 || before.Exposure <= TimeSpan.Zero) return FixVerdict.CannotTell;
        if (probability <= alpha) return after.Count == 0 ? FixVerdict.Stopped : FixVerdict.Fewer;
        if (PoissonRates.AsMany(before, after) <= alpha) return FixVerdict.MoreOften;
        return PoissonRates.AsMany(before, after, WorthWhile) <= alpha ? FixVerdict.Unchanged : FixVerdict.TooEarly;
    }
}

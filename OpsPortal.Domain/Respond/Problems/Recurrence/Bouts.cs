namespace OpsPortal.Domain.Respond.Problems.Recurrence;

/// <summary>Occurrences of one minute.</summary>
/// <param name="At">The minute it began (UTC).</param>
/// <param name="Count">How many began in it, at least one.</param>
public readonly record struct OccurrencesAt(DateTimeOffset At, long Count);

/// <summary>
/// Occurrences that follow each other closely are one recurrence: an alert that fires twenty times in an afternoon has come back
/// once, not twenty times. Runs declustering (Smith and Weissman 1994): a new bout begins after a quiet gap. What is left is
/// independent enough to be counted as Poisson.
/// </summary>
public static class Bouts
{
    /// <summary>The instants at which bouts began, oldest first.</summary>
    /// <param name="occurrences">In any order.</param>
    /// <param name="gap">How long it must be quiet before the next is a bout of its own.</param>
    public static IReadOnlyList<DateTimeOffset> Of(IEnumerable<OccurrencesAt> occurrences, TimeSpan gap)
    {
        var starts = new List<DateTimeOffset>();
        DateTimeOffset? last = null;
        foreach (var at in occurrences.Select(one => one.At).Order())
        {
            if (last is null || at - last > gap) starts.Add(at);
            last = at;
        }

        return starts;
    }
}

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Joins what no service tells anything about: the same trouble in many places, many troubles in one place, and troubles that experience says come together.</summary>
internal static class Similarity
{
    /// <summary>How far apart two alike events may begin.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <param name="free">Places of the events that may be grouped, ascending, and so in the order of their beginning.</param>
    /// <param name="companions">Pairs of names in ordinal order.</param>
    public static void Join(OpenEvent[] events, int[] free, IReadOnlySet<(string One, string Other)> companions, DisjointSets sets)
    {
        JoinBy(events, free, e => e.Likeness.What, sets);
        JoinBy(events, free, e => e.Likeness.Where, sets);
        if (companions.Count == 0) return;
        var partners = companions.SelectMany(pair => new[] { (pair.One, pair.Other), (One: pair.Other, Other: pair.One) }).ToLookup(pair => pair.One, pair => pair.Other);
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var at in free)
        {
            var what = events[at].Likeness.What;
            if (what.Length == 0) continue;
            foreach (var partner in partners[what])
            {
                if (last.TryGetValue(partner, out var before) && events[at].StartsAt - events[before].StartsAt <= Window) sets.Join(at, before);
            }

            last[what] = at;
        }
    }

    /// <summary>Chains events of the same value, each to the one before it where they began close to each other.</summary>
    private static void JoinBy(OpenEvent[] events, int[] free, Func<OpenEvent, string> value, DisjointSets sets)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var at in free)
        {
            var key = value(events[at]);
            if (key.Length == 0) continue;
            if (last.TryGetValue(key, out var before) && events[at].StartsAt - events[before].StartsAt <= Window) sets.Join(at, before);
            last[key] = at;
        }
    }
}

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
        JoinAlike(events, free, sets);
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

    /// <summary>
    /// Joins each event either to its likes in what or to its likes in where, whichever are more (of as many: in what). Joined by both,
    /// a busy hour would chain everything to everything, and one row would hide troubles that have nothing to do with each other.
    /// </summary>
    private static void JoinAlike(OpenEvent[] events, int[] free, DisjointSets sets)
    {
        var (what, where) = (Chains(events, free, e => e.Likeness.What), Chains(events, free, e => e.Likeness.Where));
        var (ofWhat, ofWhere) = (what.CountBy(chain => chain).ToDictionary(), where.CountBy(chain => chain).ToDictionary());
        var first = new Dictionary<(bool IsWhat, int Chain), int>();
        for (var at = 0; at < free.Length; at++)
        {
            var chain = ofWhat[what[at]] >= ofWhere[where[at]] ? (true, what[at]) : (false, where[at]);
            if (first.TryGetValue(chain, out var one)) sets.Join(free[one], free[at]);
            else first[chain] = at;
        }
    }

    /// <summary>Numbers chains of events of the same value, each begun close to the one before it. An event without a value is a chain of its own.</summary>
    /// <returns>The number of the chain by the index in <paramref name="free"/>.</returns>
    private static int[] Chains(OpenEvent[] events, int[] free, Func<OpenEvent, string> value)
    {
        var chains = new int[free.Length];
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < free.Length; at++)
        {
            var e = events[free[at]];
            var key = value(e);
            chains[at] = key.Length > 0 && last.TryGetValue(key, out var before) && e.StartsAt - events[free[before]].StartsAt <= Window ? chains[before] : at;
            if (key.Length > 0) last[key] = at;
        }

        return chains;
    }
}

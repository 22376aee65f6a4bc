using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>
/// Groups open events by probable cause. A pure function of what is open: signals that come late or out of order lead to the same
/// groups as signals that come in order.
/// </summary>
/// <remarks>
/// First by the services' needs (see <see cref="Topology"/>); what that leaves alone by likeness and by experience (see <see cref="Similarity"/>);
/// then people's word changes both.
/// </remarks>
public static class Correlator
{
    /// <summary>How close to each other events must begin for what a person said about their likes to hold for them.</summary>
    public static TimeSpan RememberedWithin => Topology.Window;

    public static IReadOnlyList<EventGroup> Group(IEnumerable<OpenEvent> open, ServiceGraph graph, Corrections corrections)
    {
        var events = open.ToArray();
        Array.Sort(events);
        var sets = new DisjointSets(events.Length);
        var free = Enumerable.Range(0, events.Length).Where(at => !corrections.Apart.Contains(events[at].Number)).ToArray();
        var causes = Topology.Join(events, free, graph, sets);
        Similarity.Join(events, [.. free.Where(at => sets.SizeOf(at) == 1)], corrections.Companions, sets);
        var byHand = JoinByHand(events, corrections, sets);
        return [.. sets.All().Where(set => set.Count > 1).Select(set => Describe(events, set, graph, causes, byHand)).OrderBy(group => group.Lead)];
    }

    private static HashSet<int> JoinByHand(OpenEvent[] events, Corrections corrections, DisjointSets sets)
    {
        var byHand = new HashSet<int>();
        if (corrections.Together.Count == 0) return byHand;
        var places = events.Select((e, at) => (e.Number, at)).ToDictionary(pair => pair.Number, pair => pair.at);
        foreach (var (one, other) in corrections.Together)
        {
            if (!places.TryGetValue(one, out var a) || !places.TryGetValue(other, out var b)) continue;
            sets.Join(a, b);
            byHand.Add(a);
            byHand.Add(b);
        }

        return byHand;
    }

    private static EventGroup Describe(OpenEvent[] events, IReadOnlyList<int> set, ServiceGraph graph, IReadOnlyDictionary<int, int> causes, HashSet<int> byHand)
    {
        // The cause that most members lead to; of equals the one that began first.
        var cause = set.Where(causes.ContainsKey).GroupBy(at => causes[at]).OrderByDescending(group => group.Count()).ThenBy(group => group.Min()).FirstOrDefault();

        // Never is a graver event hidden behind a lesser one; among equals the cause stands for all.
        var lead = set.OrderBy(at => events[at].Priority).ThenBy(at => cause is not null && events[at].Service == graph[cause.Key] ? 0 : 1).ThenBy(at => at).First();
        var members = set.Select(at => events[at].Number).ToArray();
        var services = set.Select(at => events[at].Service).OfType<Estate.ServiceKey>().Distinct().Count();
        var hand = set.Any(byHand.Contains);
        if (cause is not null && services > 1)
        {
            var (confidence, reason) = GroupWords.OfCause(events, set, graph[cause.Key], services);
            return new(events[lead].Number, members, hand ? Grounds.Person : Grounds.Topology, graph[cause.Key], confidence, hand ? $"Merged by hand. {reason}" : reason);
        }

        if (cause is not null && !hand) return new(events[lead].Number, members, Grounds.Service, graph[cause.Key], 0.9, GroupWords.OfService(events, set, graph[cause.Key]));
        if (hand) return new(events[lead].Number, members, Grounds.Person, null, 1, "Merged by hand.");
        var (grounds, sure, words) = GroupWords.OfLikeness(events, set);
        return new(events[lead].Number, members, grounds, null, sure, words);
    }
}

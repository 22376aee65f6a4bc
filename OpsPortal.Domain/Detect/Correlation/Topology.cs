using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Leads events to the upstream-most failing service that began to fail about when they did.</summary>
/// <remarks>
/// The events of one service that began close to each other are one episode. An episode belongs to that of a service it needs, at most
/// <see cref="MostHops"/> steps away (a service between two failing ones may be silent), if both began within <see cref="Window"/> of each
/// other; of several to the one whose cause began first. Services are taken in the order of need, so each cause is known before it is asked for.
/// </remarks>
internal static class Topology
{
    /// <summary>How far apart cause and effect may begin; also the longest pause within an episode.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Steps of need from one failing service to the next.</summary>
    public const int MostHops = 2;

    /// <summary>Joins events of one cause.</summary>
    /// <param name="free">Places of the events that may be grouped, ascending.</param>
    /// <returns>The number of the causing service, by the place of the event.</returns>
    public static IReadOnlyDictionary<int, int> Join(OpenEvent[] events, int[] free, ServiceGraph graph, DisjointSets sets)
    {
        var failing = Episodes(events, free, graph);
        var causes = new Dictionary<int, int>();
        var near = new int[graph.Count];
        foreach (var service in graph.NeededFirst)
        {
            if (!failing.TryGetValue(service, out var episodes)) continue;
            var count = graph.Upstream(service, near, MostHops);
            foreach (var episode in episodes)
            {
                episode.Cause = Cause(episode, near.AsSpan(0, count), failing);
                foreach (var at in episode.Events)
                {
                    sets.Join(at, episode.Cause.Events[0]);
                    causes[at] = episode.Cause.Service;
                }
            }
        }

        return causes;
    }

    private static Episode Cause(Episode episode, ReadOnlySpan<int> upstream, Dictionary<int, List<Episode>> failing)
    {
        Episode? best = null;
        foreach (var service in upstream)
        {
            if (!failing.TryGetValue(service, out var episodes)) continue;
            foreach (var other in episodes)
            {
                // On a circle of need nothing is decided yet for the one that comes later.
                if (other.Cause is not { } cause || !Near(episode, other)) continue;
                if (best is null || cause.First < best.First || (cause.First == best.First && cause.Service < best.Service)) best = cause;
            }
        }

        return best ?? episode;
    }

    private static bool Near(Episode one, Episode other) => one.First - other.Last <= Window && other.First - one.Last <= Window;

    private static Dictionary<int, List<Episode>> Episodes(OpenEvent[] events, int[] free, ServiceGraph graph)
    {
        var failing = new Dictionary<int, List<Episode>>();
        foreach (var at in free)
        {
            if (events[at].Service is not { } key || graph.NumberOf(key) is not (>= 0 and var service)) continue;
            if (!failing.TryGetValue(service, out var episodes)) failing[service] = episodes = [];
            if (episodes is [.., var last] && events[at].StartsAt - last.Last <= Window) last.Add(at, events[at].StartsAt);
            else episodes.Add(new(service, at, events[at].StartsAt));
        }

        return failing;
    }

    /// <summary>Events of one service that began one shortly after the other.</summary>
    private sealed class Episode(int service, int first, DateTimeOffset at)
    {
        public int Service => service;

        /// <summary>Places, ascending.</summary>
        public List<int> Events { get; } = [first];

        public DateTimeOffset First { get; } = at;

        public DateTimeOffset Last { get; private set; } = at;

        public Episode? Cause { get; set; }

        public void Add(int place, DateTimeOffset startsAt)
        {
            Events.Add(place);
            Last = startsAt;
        }
    }
}

using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Estate.Drawing;

/// <summary>The part of a graph that is worth drawing at once.</summary>
/// <param name="Services">Numbers in the graph, ascending.</param>
/// <param name="LeftOut">How many more belong to it and are not drawn.</param>
public sealed record Neighbourhood(IReadOnlyList<int> Services, int LeftOut)
{
    /// <summary>The given services with what they depend on and what depends on them, the nearest first while there is room.</summary>
    /// <param name="up">Steps towards what they depend on.</param>
    /// <param name="down">Steps towards what depends on them.</param>
    /// <param name="most">How many are drawn at most.</param>
    /// <param name="urgency">Of equally near services the more urgent (higher) are drawn.</param>
    public static Neighbourhood Around(ServiceGraph graph, IReadOnlyCollection<int> centres, int up, int down, int most, Func<int, int> urgency)
    {
        var hops = new Dictionary<int, int>();
        foreach (var centre in centres) hops[centre] = 0;
        Spread(graph, centres, up, hops, upstream: true);
        Spread(graph, centres, down, hops, upstream: false);
        var chosen = hops.OrderBy(found => found.Value).ThenByDescending(found => urgency(found.Key)).ThenBy(found => found.Key).Take(most).Select(found => found.Key).Order().ToList();
        return new(chosen, hops.Count - chosen.Count);
    }

    private static void Spread(ServiceGraph graph, IEnumerable<int> centres, int steps, Dictionary<int, int> hops, bool upstream)
    {
        var edge = centres.ToHashSet();
        var seen = edge.ToHashSet();
        for (var step = 1; step <= steps && edge.Count > 0; step++)
        {
            var next = new HashSet<int>();
            foreach (var service in edge)
            {
                foreach (var neighbour in upstream ? graph.Dependencies(service) : graph.Dependants(service))
                {
                    if (!seen.Add(neighbour)) continue;
                    next.Add(neighbour);
                    hops[neighbour] = Math.Min(step, hops.GetValueOrDefault(neighbour, int.MaxValue));
                }
            }

            edge = next;
        }
    }
}

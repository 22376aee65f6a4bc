using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Estate;

public sealed class AskingTheServiceGraph
{
    private static readonly Gen<(ServiceKey From, ServiceKey To)> Edge =
        from source in Gen.Choose(0, 11)
        from target in Gen.Choose(0, 11)
        select (Key(source), Key(target));

    /// <summary>Any edges at all, circles and services that need themselves included.</summary>
    private static readonly Arbitrary<List<(ServiceKey From, ServiceKey To)>> AnyEdges = Arb.From(Edge.ListOf());

    private static readonly Gen<List<ServiceKey>> Sets = Gen.Choose(0, 11).Select(Key).ListOf();

    [Fact]
    public void Upstream_and_downstream_are_what_following_the_edges_finds() => Prop.ForAll(AnyEdges, edges =>
    {
        var graph = Graph(edges);
        return All().All(key =>
            graph.Upstream(key).SequenceEqual(Reach(edges, key).Where(found => found != key).Order())
            && graph.Downstream(key).SequenceEqual(All().Where(other => other != key && Reach(edges, other).Contains(key)).Order())
            && graph.Upstream(key, 1).SequenceEqual(edges.Where(edge => edge.From == key && edge.To != key).Select(edge => edge.To).Distinct().Order()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Depending_is_being_reached_and_distance_is_the_length_of_the_shortest_way() => Prop.ForAll(AnyEdges, edges =>
    {
        var graph = Graph(edges);
        return All().All(from => All().All(to =>
        {
            var (a, b) = (graph.NumberOf(from), graph.NumberOf(to));
            var path = graph.Path(a, b);
            var steps = path.Zip(path.Skip(1), (x, y) => (graph[x], graph[y])).All(edges.Contains);
            return graph.DependsOn(a, b) == Reach(edges, from).Contains(to)
                && graph.Distance(a, b) == (from == to ? 0 : Steps(edges, from, to)) && steps && path.Count == graph.Distance(a, b) + 1;
        }));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_upstream_most_are_those_that_need_no_other_of_the_set_but_for_company_on_a_circle() => Prop.ForAll(AnyEdges, Arb.From(Sets), (edges, set) =>
    {
        var graph = Graph(edges);
        var expected = set.Distinct().Where(key => set.All(other => other == key || !Reach(edges, key).Contains(other) || Reach(edges, other).Contains(key))).Order();
        return graph.UpstreamMost(set).SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_circle_is_named_exactly_when_there_is_one() => Prop.ForAll(AnyEdges, edges =>
    {
        var cycle = Graph(edges).Cycle;
        var exists = All().Any(key => Reach(edges, key).Contains(key));
        return exists == cycle.Count > 0 && (cycle.Count == 0 || (cycle[0] == cycle[^1] && cycle.Zip(cycle.Skip(1)).All(step => edges.Contains((step.First, step.Second)))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_needed_comes_first_and_the_order_of_input_does_not_matter() => Prop.ForAll(Arb.From(Edge.Where(edge => edge.From < edge.To).ListOf()), edges =>
    {
        var (graph, shuffled) = (Graph(edges), Graph([.. Enumerable.Reverse(edges)]));
        var place = graph.NeededFirst.ToArray().Select((service, at) => (service, at)).ToDictionary(pair => pair.service, pair => pair.at);
        return edges.All(edge => place[graph.NumberOf(edge.To)] < place[graph.NumberOf(edge.From)]) && graph.NeededFirst.SequenceEqual(shuffled.NeededFirst) && graph.Cycle.Count == 0;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_new_dependency_is_refused_with_the_circle_it_would_close()
    {
        var graph = Graph([(Key(1), Key(2)), (Key(2), Key(3))]);
        Assert.Equal([Key(3), Key(1), Key(2), Key(3)], graph.CycleWith(Key(3), Key(1)));
        Assert.Empty(graph.CycleWith(Key(1), Key(3)));
        Assert.Equal([Key(4), Key(4)], graph.CycleWith(Key(4), Key(4)));
    }

    [Fact]
    public void A_chain_of_thousands_does_not_exhaust_the_stack()
    {
        var chain = Enumerable.Range(0, 19_999).Select(i => (Key(i), Key(i + 1)));
        var graph = ServiceGraph.Build([], chain);
        Assert.Equal(19_999, graph.Upstream(Key(0)).Count);
        Assert.Equal([Key(19_999)], graph.UpstreamMost(All(20_000)));
    }

    [Fact]
    public void Five_thousand_services_are_quick_to_build_and_questions_take_no_memory()
    {
        var random = new Random(7);
        var edges = Enumerable.Range(0, 20_000).Select(_ => (From: random.Next(4_999), Span: random.Next(1, 200))).Select(edge => (Key(edge.From), Key(Math.Min(4_999, edge.From + edge.Span)))).ToList();
        var services = All(5_000).ToList();
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            ServiceGraph.Build(services, edges);
            return watch.ElapsedMilliseconds;
        });
        Assert.InRange(best, 0, 150);

        var graph = ServiceGraph.Build(services, edges);
        var (set, into) = (Enumerable.Range(0, 300).Select(i => i * 16).ToArray(), new int[5_000]);
        Ask();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256);

        void Ask()
        {
            graph.UpstreamMost(set, into);
            graph.Upstream(0, into);
            graph.Downstream(4_999, into, 3);
            graph.Distance(0, 4_999);
            graph.DependsOn(17, 4_000);
        }
    }

    private static ServiceKey Key(int number) => new(FormattableString.Invariant($"s{number:00000}"));

    private static IEnumerable<ServiceKey> All(int count = 12) => Enumerable.Range(0, count).Select(Key);

    private static ServiceGraph Graph(List<(ServiceKey From, ServiceKey To)> edges) => ServiceGraph.Build(All(), edges);

    /// <summary>Everything reached in one step or more.</summary>
    private static HashSet<ServiceKey> Reach(List<(ServiceKey From, ServiceKey To)> edges, ServiceKey from)
    {
        var reached = new HashSet<ServiceKey>();
        for (var fresh = edges.Where(edge => edge.From == from).Select(edge => edge.To).ToHashSet(); fresh.Count > 0;)
        {
            reached.UnionWith(fresh);
            fresh = [.. edges.Where(edge => fresh.Contains(edge.From) && !reached.Contains(edge.To)).Select(edge => edge.To)];
        }

        return reached;
    }

    private static int Steps(List<(ServiceKey From, ServiceKey To)> edges, ServiceKey from, ServiceKey to)
    {
        var (near, seen) = (new HashSet<ServiceKey> { from }, new HashSet<ServiceKey> { from });
        for (var step = 1; near.Count > 0; step++)
        {
            near = [.. edges.Where(edge => near.Contains(edge.From)).Select(edge => edge.To).Where(seen.Add)];
            if (near.Contains(to)) return step;
        }

        return -1;
    }
}

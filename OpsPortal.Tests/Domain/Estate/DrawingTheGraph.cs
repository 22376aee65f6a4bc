using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Drawing;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Estate;

public sealed class DrawingTheGraph
{
    private static readonly Arbitrary<List<(ServiceKey From, ServiceKey To)>> AnyEdges = Arb.From(
        (from source in Gen.Choose(0, 14) from target in Gen.Choose(0, 14) select (Key(source), Key(target))).ListOf());

    [Fact]
    public void What_is_needed_stands_to_the_right_and_no_two_boxes_touch() => Prop.ForAll(AnyEdges, edges =>
    {
        var layout = Draw(edges);
        var rightwards = layout.Edges.All(edge => Placed(layout, edge.To).X > Placed(layout, edge.From).X);
        var apart = layout.Services.All(a => layout.Services.All(b => a == b || a.X != b.X || Math.Abs(a.Y - b.Y) >= GraphLayout.BoxHeight));
        var inside = layout.Services.All(a => a.X >= 0 && a.Y >= 0 && a.X + GraphLayout.BoxWidth <= layout.Width && a.Y + GraphLayout.BoxHeight <= layout.Height);
        return rightwards && apart && inside && layout.Services.Count == 15;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_dependency_between_drawn_services_is_drawn_from_edge_to_edge() => Prop.ForAll(Arb.From(
        (from source in Gen.Choose(0, 14) from target in Gen.Choose(0, 14) where source < target select (Key(source), Key(target))).ListOf()), edges =>
    {
        var layout = Draw(edges);
        return layout.Edges.Count == edges.Distinct().Count() && layout.Edges.All(edge =>
            edge.Points[0].X == Placed(layout, edge.From).X + GraphLayout.BoxWidth && edge.Points[^1].X == Placed(layout, edge.To).X
            && edge.Points.Zip(edge.Points.Skip(1)).All(pair => pair.First.X <= pair.Second.X));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_graph_is_always_drawn_the_same() => Prop.ForAll(AnyEdges, edges =>
    {
        var (once, again) = (Draw(edges), Draw([.. Enumerable.Reverse(edges)]));
        return once.Services.SequenceEqual(again.Services) && once.Edges.SelectMany(edge => edge.Points).SequenceEqual(again.Edges.SelectMany(edge => edge.Points));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Crossings_that_can_be_avoided_are()
    {
        // In order of key 0→5, 1→4 and 2→3 would cross three times.
        var layout = Draw([(Key(0), Key(5)), (Key(1), Key(4)), (Key(2), Key(3))]);
        Assert.Equal(0, layout.CrossingCount);
    }

    [Fact]
    public void A_neighbourhood_takes_the_nearest_and_says_what_it_leaves_out()
    {
        var graph = ServiceGraph.Build([], Enumerable.Range(1, 50).Select(i => (Key(0), Key(i))).Append((Key(1), Key(60))).Append((Key(70), Key(0))));
        var around = Neighbourhood.Around(graph, [graph.NumberOf(Key(0))], up: 1, down: 1, most: 10, urgency: service => graph[service] == Key(33) ? 1 : 0);
        Assert.Equal((10, 42), (around.Services.Count, around.LeftOut));
        Assert.Contains(graph.NumberOf(Key(33)), around.Services);
        Assert.DoesNotContain(graph.NumberOf(Key(60)), around.Services);
        Assert.Equal(53, Neighbourhood.Around(graph, [graph.NumberOf(Key(0))], 2, 1, 100, _ => 0).Services.Count);
        Assert.DoesNotContain(graph.NumberOf(Key(70)), Neighbourhood.Around(graph, [graph.NumberOf(Key(0))], 2, 0, 100, _ => 0).Services);
    }

    [Fact]
    public void A_crowded_neighbourhood_is_drawn_at_once()
    {
        var edges = Enumerable.Range(0, 80).SelectMany(from => Enumerable.Range(from + 1, 79 - from).Where(to => (from + to) % 3 == 0).Select(to => (Key(from), Key(to)))).ToList();
        var graph = ServiceGraph.Build([], edges);
        var watch = Stopwatch.StartNew();
        GraphLayout.Of(graph, [.. Enumerable.Range(0, graph.Count)]);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);
    }

    private static ServiceKey Key(int number) => new(FormattableString.Invariant($"s{number:000}"));

    private static PlacedService Placed(GraphLayout layout, int service) => layout.Services.Single(placed => placed.Service == service);

    private static GraphLayout Draw(List<(ServiceKey From, ServiceKey To)> edges)
    {
        var graph = ServiceGraph.Build(Enumerable.Range(0, 15).Select(Key), edges);
        return GraphLayout.Of(graph, [.. Enumerable.Range(0, graph.Count)]);
    }
}

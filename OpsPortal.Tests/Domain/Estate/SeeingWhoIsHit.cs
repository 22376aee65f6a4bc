using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Estate;

/// <summary>Who is hit when services are changed.</summary>
public sealed class SeeingWhoIsHit
{
    private static readonly CatalogueSnapshot Shop = new(
    [
        Entry("storefront", 900, "checkout"), Entry("checkout", 400, "orders-db", "payments"), Entry("reports", 5, "orders-db"), Entry("payments", 300), Entry("orders-db", 0, "disk"), Entry("disk", 0), Entry("wiki", 20),
    ], 1);

    [Fact]
    public void The_nearest_come_first_and_each_tells_by_which_way()
    {
        var radius = Radius.Of(Shop, [new("orders-db")]);
        Assert.Equal([("checkout", 1), ("reports", 1), ("storefront", 2)], radius.Dependants.Select(one => (one.Service.Key.Value, one.Steps)));
        Assert.Equal(900, radius.Users);
        Assert.Equal(["disk"], radius.Needed.Select(service => service.Key.Value));
    }

    [Fact]
    public void What_is_changed_is_nobodys_dependant_and_the_nearest_of_several_is_told()
    {
        var radius = Radius.Of(Shop, [new("checkout"), new("orders-db"), new("checkout"), new("unknown")]);
        Assert.Equal(["checkout", "orders-db"], radius.Changed.Select(service => service.Key.Value));
        Assert.Equal([("storefront", "checkout"), ("reports", "orders-db")], radius.Dependants.Select(one => (one.Service.Key.Value, one.Through.Value)));
        Assert.Equal(["disk", "payments"], radius.Needed.Select(service => service.Key.Value));
    }

    [Fact]
    public void Nobody_is_hit_by_what_nobody_needs()
    {
        Assert.Empty(Radius.Of(Shop, [new("wiki")]).Dependants);
        Assert.Equal(0, Radius.Of(Shop, []).Users);
    }

    [Fact]
    public void One_walk_from_several_reaches_what_walks_from_each_reach()
    {
        var graph = Shop.Graph;
        int[] starts = [graph.NumberOf(new("checkout")), graph.NumberOf(new("reports"))];
        var reached = graph.Reach(starts, upstream: true);
        var each = starts.SelectMany(start => graph.Upstream(graph[start])).Concat(starts.Select(start => graph[start])).Distinct().Order();
        Assert.Equal(each, Enumerable.Range(0, graph.Count).Where(number => reached[number] >= 0).Select(number => graph[number]));
    }

    private static CatalogueEntry Entry(string key, int users, params string[] needs) =>
        new(new() { Key = new(key), Name = key, UsersAffected = users, Dependencies = [.. needs.Select(need => new Dependency(new(need), DependencyKind.Calls))] }, "", "", 1, DateTimeOffset.UnixEpoch);
}

using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Deliver;

/// <summary>What stands in the way of a plan, and what only looks like it.</summary>
public sealed class FindingClashes
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServiceGraph Graph = ServiceGraph.Build([new("search")], [(new("checkout"), new("orders-db")), (new("storefront"), new("checkout"))]);

    [Fact]
    public void The_same_service_clashes_and_its_family_but_not_strangers() => Assert.Equal(
        [ClashKind.Service, ClashKind.Family, ClashKind.Family],
        Kinds(Work("maintenance", "MW-1", "checkout"), Work("maintenance", "MW-2", "checkout"), Work("maintenance", "MW-3", "orders-db"), Work("maintenance", "MW-4", "storefront"), Work("maintenance", "MW-5", "search")));

    [Fact]
    public void What_only_touches_does_not_clash_and_nothing_clashes_with_itself()
    {
        var plan = Work("maintenance", "MW-1", "checkout");
        Assert.Empty(Kinds(plan, plan, plan with { Number = "MW-2", Start = Noon.AddHours(2), End = Noon.AddHours(4) }, plan with { Number = "MW-3", Start = Noon.AddHours(-2), End = Noon }));
        Assert.Equal([ClashKind.Service], Kinds(plan, plan with { Number = "MW-2", Start = Noon.AddHours(2).AddTicks(-1), End = Noon.AddHours(4) }));
    }

    [Fact]
    public void A_freeze_holds_everything_or_what_it_names()
    {
        var plan = Work("maintenance", "MW-1", "checkout") with { Environment = "Production" };
        Assert.Equal([ClashKind.Freeze], Kinds(plan, Work("freeze", "1")));
        Assert.Equal([ClashKind.Freeze], Kinds(plan, Work("freeze", "1", "checkout") with { Environment = "production" }));
        Assert.Empty(Kinds(plan, Work("freeze", "1", "search"), Work("freeze", "2") with { Environment = "staging" }));
        Assert.Equal([ClashKind.Freeze], Kinds(Work("freeze", "1"), plan, Work("freeze", "2")));
    }

    [Fact]
    public void Work_of_another_kind_belongs_into_the_windows_of_its_service_where_there_are_any()
    {
        var deployment = Work("deployment", "DEP-1", "checkout");
        Assert.Empty(Kinds(deployment));
        Assert.Empty(Kinds(deployment, Work("maintenance", "MW-1", "checkout") with { Start = Noon.AddHours(-1), End = Noon.AddHours(3) }));
        Assert.Equal([ClashKind.Maintenance], Kinds(deployment, Work("maintenance", "MW-1", "checkout") with { Start = Noon.AddHours(1), End = Noon.AddHours(3) }));
        Assert.Equal([ClashKind.Service], Kinds(deployment, Work("change", "CHG-1", "checkout")));
    }

    [Fact]
    public void No_more_are_told_than_can_be_read() =>
        Assert.Equal(20, Kinds(Work("maintenance", "MW-0", "checkout"), [.. Enumerable.Range(1, 100).Select(at => Work("maintenance", $"MW-{at}", "checkout"))]).Count());

    private static IEnumerable<ClashKind> Kinds(PlannedWork plan, params PlannedWork[] others) => Clashes.Find(plan, others, Graph).Select(clash => clash.Kind);

    private static PlannedWork Work(string kind, string number, params string[] services) => new(kind, number, number, [.. services.Select(service => new ServiceKey(service))], "", Noon, Noon.AddHours(2));
}

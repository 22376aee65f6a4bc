using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

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
    public void A_window_of_another_environment_is_none_and_each_service_needs_one_of_its_own()
    {
        var change = Work("change", "CHG-1", "checkout", "search") with { Environment = "production" };
        var wide = Work("maintenance", "MW-1", "checkout") with { Start = Noon.AddHours(-1), End = Noon.AddHours(3) };
        Assert.Empty(Kinds(change, wide));
        Assert.Empty(Kinds(change, wide, Work("maintenance", "MW-2", "search") with { Start = Noon.AddDays(1), End = Noon.AddDays(2), Environment = "staging" }));
        Assert.Equal(["It is outside the maintenance windows of search; the next is MW-2, Mon 2 Mar 12:00 to Tue 3 Mar 12:00 UTC."], Words(change, new(Graph, [wide, Work("maintenance", "MW-2", "search") with { Start = Noon.AddDays(1), End = Noon.AddDays(2) }])));
    }

    [Fact]
    public void A_person_carries_out_one_thing_at_a_time_and_the_only_approver_is_not_to_be_away_either()
    {
        var (ada, bo) = (new Booking("p:1", "Ada"), new Booking("p:2", "Bo"));
        var change = Work("change", "CHG-1", "checkout") with { Executor = ada, OnlyApprover = bo };
        Assert.Equal([ClashKind.People], Kinds(change, Work("change", "CHG-2", "search") with { Executor = ada with { Name = "A. Lovelace" } }));
        Assert.Equal([ClashKind.People], Kinds(change, Work("change", "CHG-2", "search") with { Executor = bo }));
        Assert.Empty(Kinds(change, Work("change", "CHG-2", "search") with { Executor = new("p:3", "Cy") }, Work("change", "CHG-3", "search") with { Executor = ada, Start = Noon.AddHours(2), End = Noon.AddHours(3) }));
        Assert.Empty(Kinds(change with { Executor = null, OnlyApprover = null }, Work("change", "CHG-2", "search")));
        Assert.Equal(["Bo, the only person who could approve this, carries out CHG-2, Sun 1 Mar 12:00 to 14:00 UTC."], Words(change, new(Graph, [Work("change", "CHG-2", "search") with { Executor = bo }])));
    }

    [Fact]
    public void Peak_hours_count_where_users_would_notice_and_only_while_they_last()
    {
        var change = Work("change", "CHG-1", "checkout");
        var ground = new ClashGround(Graph, []) { PeakHours = service => service.Value == "checkout" ? [Peak("Sun 13:00-15:00 UTC")] : [] };
        Assert.Equal(["It is inside the peak hours of checkout: Sun 13:00-15:00 UTC."], Words(change, ground));
        Assert.Empty(Words(change with { ReachesUsers = false }, ground));
        Assert.Empty(Words(change with { End = Noon.AddHours(1) }, ground));
        Assert.Empty(Words(change with { Start = Noon.AddHours(3), End = Noon.AddHours(4) }, ground));
        Assert.Empty(Words(Work("change", "CHG-1", "storefront"), ground));
    }

    [Fact]
    public void An_open_incident_counts_on_the_service_and_upstream_but_not_downstream()
    {
        ClashGround With(string service) => new(Graph, []) { Incidents = [new("INC-7", "Slow", "P1", new(service))] };
        var change = Work("change", "CHG-1", "checkout");
        Assert.Equal(["INC-7 Slow is open on checkout, P1."], Words(change, With("checkout")));
        Assert.Equal(["INC-7 Slow is open on orders-db, which is needed here, P1."], Words(change, With("orders-db")));
        Assert.Empty(Words(change, With("storefront")));
        Assert.Empty(Words(change, With("unknown")));
        Assert.Empty(Words(Work("maintenance", "MW-1", "checkout"), With("checkout")));
    }

    [Fact]
    public void Each_says_what_it_clashes_with_the_gravest_first()
    {
        var change = Work("change", "CHG-1", "checkout") with { Components = ["checkout/api"] };
        var ground = new ClashGround(Graph,
        [
            Work("change", "CHG-3", "orders-db") with { Title = "Patch" },
            Work("change", "CHG-2", "checkout") with { Title = "Upgrade", Components = ["checkout/api"] },
            Work("change", "CHG-4", "storefront"),
            Work("freeze", "f") with { Title = "Year end" },
        ])
        { Incidents = [new("INC-7", "Slow", "P2", new("checkout"))] };
        Assert.Equal(
        [
            "Year end is a freeze, Sun 1 Mar 12:00 to 14:00 UTC: nothing is to be deployed then.",
            "INC-7 Slow is open on checkout, P2.",
            "CHG-2 Upgrade works on checkout/api as well, Sun 1 Mar 12:00 to 14:00 UTC.",
            "CHG-3 Patch works on orders-db, which checkout needs, Sun 1 Mar 12:00 to 14:00 UTC.",
            "CHG-4 works on storefront, which needs checkout, Sun 1 Mar 12:00 to 14:00 UTC.",
        ], Words(change, ground));
    }

    [Fact]
    public void No_more_are_told_than_can_be_read() =>
        Assert.Equal(20, Kinds(Work("maintenance", "MW-0", "checkout"), [.. Enumerable.Range(1, 100).Select(at => Work("maintenance", $"MW-{at}", "checkout"))]).Count());

    private static IEnumerable<string> Words(PlannedWork plan, ClashGround ground) => Clashes.Find(plan, ground).Select(clash => clash.Words);

    private static PeakHours Peak(string text) => Assert.IsType<Outcome<PeakHours>.Done>(PeakHours.Read(text)).Value;

    private static IEnumerable<ClashKind> Kinds(PlannedWork plan, params PlannedWork[] others) => Clashes.Find(plan, others, Graph).Select(clash => clash.Kind);

    private static PlannedWork Work(string kind, string number, params string[] services) => new(kind, number, number, [.. services.Select(service => new ServiceKey(service))], "", Noon, Noon.AddHours(2));
}

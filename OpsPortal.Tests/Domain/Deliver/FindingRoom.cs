using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Clashes;
using OpsPortal.Domain.Deliver.Clashes.Slots;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Deliver;

/// <summary>The next interval in which a plan clashes with nothing.</summary>
public sealed class FindingRoom
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly ServiceGraph Graph = ServiceGraph.Build([new("search")], [(new("checkout"), new("orders-db")), (new("storefront"), new("checkout"))]);

    private static readonly string[] Named = ["checkout", "orders-db", "storefront", "search"];

    private static readonly Gen<PlannedWork> Works =
        from kind in Gen.Frequency((6, Gen.Constant("change")), (2, Gen.Constant("maintenance")), (1, Gen.Constant("freeze")))
        from number in Gen.Choose(1, 1000)
        from service in Gen.Elements(Named)
        from environment in Gen.Elements("", "production", "staging")
        from minutes in Gen.Choose(-300, 3000)
        from length in Gen.Choose(1, 300)
        from person in Gen.Choose(0, 5)
        let start = Noon.AddMinutes(minutes)
        select new PlannedWork(kind, $"{kind}-{number}", $"Work {number}", [new(service)], environment, start, start.AddMinutes(kind == "maintenance" ? length * 4 : length))
        {
            Executor = kind == "change" ? new($"p:{person}", $"Person {person}") : null,
        };

    private static readonly Gen<(SlotWish Wish, ClashGround Ground)> Cases =
        from works in Works.ListOf()
        from service in Gen.Elements(Named)
        from environment in Gen.Elements("", "production")
        from minutes in Gen.Choose(15, 400)
        from late in Gen.Choose(0, 59)
        from reaches in Gen.Elements(true, false)
        let plan = new PlannedWork("change", "CHG-0", "Wanted", [new(service)], environment, Noon, Noon.AddHours(1)) { Executor = new("p:1", "Ada"), OnlyApprover = new("p:2", "Bo"), ReachesUsers = reaches }
        select (new SlotWish(plan, Noon.AddMinutes(late), TimeSpan.FromMinutes(minutes), "Europe/Berlin"), Ground(works));

    [Fact]
    public void What_is_found_never_clashes_and_nothing_earlier_on_the_grid_is_free() => Prop.ForAll(Arb.From(Cases), given =>
    {
        var (wish, ground) = given;
        var slot = Find(wish, ground);
        var last = slot.Start ?? wish.From + NextSlot.Ahead - wish.Length + NextSlot.Grid;
        var free = Enumerable.Range(0, int.MaxValue).Select(step => Noon + (step * NextSlot.Grid)).Where(at => at >= wish.From).TakeWhile(at => at < last).Take(600).FirstOrDefault(at => IsFree(wish, ground, at));
        return (free == default && (slot.Start is not { } start || (IsFree(wish, ground, start) && slot.End == start + wish.Length))).Label($"found {slot.Start:O}, but free is {free:O}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void It_begins_right_where_the_other_ends()
    {
        var slot = Find(Wish(TimeSpan.FromHours(2)), Ground([Work("change", "CHG-1", "checkout", 0, 3), Work("change", "CHG-2", "storefront", 5, 6)]));
        Assert.Equal((Noon.AddHours(3), Noon.AddHours(5)), (slot.Start, slot.End));
    }

    [Fact]
    public void Where_the_service_has_windows_it_lies_in_one_of_them()
    {
        var works = new[] { Work("maintenance", "MW-1", "checkout", 8, 9), Work("maintenance", "MW-2", "checkout", 30, 34), Work("change", "CHG-1", "orders-db", 29, 31) };
        Assert.Equal(Noon.AddHours(31), Find(Wish(TimeSpan.FromHours(2)), Ground(works)).Start);
        Assert.Null(Find(Wish(TimeSpan.FromHours(5)), Ground(works)).Start);
    }

    [Fact]
    public void Each_day_passed_over_is_told_with_its_reasons()
    {
        var slot = Find(Wish(TimeSpan.FromHours(2)), Ground([Work("freeze", "f", "checkout", -5, 13) with { Title = "Year end" }, Work("change", "CHG-1", "checkout", 13, 40)]), explain: true);
        Assert.Equal(new(2026, 3, 4, 4, 0, 0, TimeSpan.Zero), slot.Start);
        Assert.Equal([new(2026, 3, 2), new DateOnly(2026, 3, 3)], slot.Passed.Select(day => day.Day));
        Assert.Contains("Year end", Assert.Single(slot.Passed[0].Why), StringComparison.Ordinal);
        Assert.Equal(2, slot.Passed[1].Why.Count);
        Assert.Contains("CHG-1", slot.Passed[1].Why[1], StringComparison.Ordinal);
        Assert.Empty(Find(Wish(TimeSpan.FromHours(2)), Ground([])).Passed);
    }

    [Fact]
    public void Nobody_looks_further_than_ninety_days_and_a_freeze_that_lasts_longer_says_so()
    {
        var slot = Find(Wish(TimeSpan.FromHours(1)), Ground([Work("freeze", "f", "checkout", -1, 24 * 200) with { Title = "For ever" }]), explain: true);
        Assert.Null(slot.Start);
        Assert.Equal(91, slot.Passed.Count);
    }

    [Fact]
    public void A_length_that_is_none_and_a_zone_that_is_none_are_refused()
    {
        Assert.Equal("slot.invalid-length", NextSlot.Find(Wish(TimeSpan.Zero), Ground([])).Refusal?.Code);
        Assert.Equal("slot.invalid-length", NextSlot.Find(Wish(TimeSpan.FromDays(15)), Ground([])).Refusal?.Code);
        Assert.Equal("slot.invalid-zone", NextSlot.Find(Wish(TimeSpan.FromHours(1)) with { Zone = "UTC+2" }, Ground([])).Refusal?.Code);
    }

    private static bool IsFree(SlotWish wish, ClashGround ground, DateTimeOffset at) => Clashes.Find(wish.Plan with { Start = at, End = at + wish.Length }, ground).Count == 0;

    private static FreeSlot Find(SlotWish wish, ClashGround ground, bool explain = false) => Assert.IsType<Outcome<FreeSlot>.Done>(NextSlot.Find(wish, ground, explain)).Value;

    private static SlotWish Wish(TimeSpan length) => new(Work("change", "CHG-9", "checkout", 0, 1), Noon, length, "UTC");

    private static ClashGround Ground(IReadOnlyList<PlannedWork> works) => new(Graph, works) { PeakHours = service => service.Value == "search" ? [Assert.IsType<Outcome<PeakHours>.Done>(PeakHours.Read("Mon-Fri 08:00-18:00 Europe/Berlin")).Value] : [] };

    private static PlannedWork Work(string kind, string number, string service, int from, int to) => new(kind, number, number, [new(service)], "", Noon.AddHours(from), Noon.AddHours(to));
}

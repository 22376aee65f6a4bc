using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Detect.Correlation;

/// <summary>Events of one cause are one group, whatever the order in which their signals arrive.</summary>
public sealed class GroupingByCause
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>storefront → checkout → (payments, orders) → database; mail stands alone.</summary>
    private static readonly ServiceGraph Shop = ServiceGraph.Build([new("mail")],
    [
        (new("storefront"), new("checkout")), (new("checkout"), new("payments")), (new("checkout"), new("orders")), (new("payments"), new("database")), (new("orders"), new("database")),
    ]);

    [Fact]
    public void A_failing_database_and_all_that_needs_it_are_one_group_led_by_the_database()
    {
        var group = Assert.Single(Group([Event(1, "storefront", 40), Event(2, "checkout", 30), Event(3, "payments", 20), Event(4, "orders", 15), Event(5, "database", 0), Event(6, "mail", 10)]));
        Assert.Equal(new EventNumber(5), group.Lead);
        Assert.Equal((Grounds.Topology, new ServiceKey("database")), (group.Grounds, group.Cause));
        Assert.Equal([1, 2, 3, 4, 5], group.Members.Select(member => member.Value).Order());
        Assert.Equal(1, group.Confidence, 3);
        Assert.Contains("database fails since 12:00:00 UTC and is upstream of the other 4 failing services; 4 of their 4 events began after it.", group.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cause_that_is_bridged_by_a_silent_service_is_found()
    {
        var group = Assert.Single(Group([Event(1, "checkout", 10), Event(2, "database", 0)]));
        Assert.Equal(new ServiceKey("database"), group.Cause);
    }

    [Fact]
    public void Two_causes_are_two_groups()
    {
        var groups = Group([Event(1, "payments", 0), Event(2, "orders", 5), Event(3, "checkout", 20), Event(4, "storefront", 30)]);
        Assert.Equal([1L, 3, 4], Assert.Single(groups).Members.Select(member => member.Value).Order());
        Assert.Equal(new ServiceKey("payments"), groups[0].Cause);
    }

    [Fact]
    public void What_failed_long_before_is_no_cause() => Assert.Empty(Group([Event(1, "checkout", 0), Event(2, "database", -7200)]));

    [Fact]
    public void An_effect_that_seems_to_begin_first_lowers_the_confidence()
    {
        var group = Assert.Single(Group([Event(1, "payments", 0), Event(2, "database", 120), Event(3, "orders", 130)]));
        Assert.Equal(0.4 + 0.2 + 0.2, group.Confidence, 3);
    }

    [Fact]
    public void The_same_alert_on_many_hosts_and_many_alerts_on_one_host_are_groups_of_their_own()
    {
        var groups = Group([Alike(1, "DiskFull", "db-1", 0), Alike(2, "DiskFull", "db-2", 60), Alike(3, "CpuHigh", "web-1", 0), Alike(4, "MemoryHigh", "web-1", 30), Alike(5, "DiskFull", "db-3", 600)]);
        Assert.Equal(["1,2", "3,4"], groups.Select(group => string.Join(',', group.Members.Select(member => member.Value))));
        Assert.Equal("DiskFull on 2 hosts, each within 2 minutes of another.", groups[0].Reason);
        Assert.Equal("2 kinds of events on web-1, each within 2 minutes of another.", groups[1].Reason);
    }

    [Fact]
    public void A_busy_hour_does_not_chain_everything_to_everything()
    {
        var groups = Group([Alike(1, "DiskFull", "db-1", 0), Alike(2, "DiskFull", "db-2", 10), Alike(3, "DiskFull", "db-3", 20), Alike(4, "CpuHigh", "db-3", 30), Alike(5, "FanStuck", "db-3", 40)]);
        Assert.Equal(["1,2,3", "4,5"], groups.Select(group => string.Join(',', group.Members.Select(member => member.Value))));
    }

    [Fact]
    public void What_has_often_come_together_is_grouped()
    {
        var corrections = Corrections.None with { Companions = new HashSet<(string, string)> { ("LinkDown", "PeerLost") } };
        var group = Assert.Single(Correlator.Group([Alike(1, "PeerLost", "r-1", 0), Alike(2, "LinkDown", "s-9", 20)], Shop, corrections));
        Assert.Equal(Grounds.CoOccurrence, group.Grounds);
    }

    [Fact]
    public void People_have_the_last_word()
    {
        OpenEvent[] open = [Event(1, "payments", 10), Event(2, "database", 0), Event(3, "mail", 0)];
        Assert.Empty(Correlator.Group(open, Shop, Corrections.None with { Apart = new HashSet<EventNumber> { new(1) } }));
        var merged = Assert.Single(Correlator.Group(open, Shop, Corrections.None with { Together = [(new(2), new(3))] }));
        Assert.Equal((3, Grounds.Person), (merged.Members.Count, merged.Grounds));
    }

    [Fact]
    public void Any_order_of_arrival_leads_to_the_same_groups() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Storms(), (Storm storm) =>
        {
            var shuffled = storm.Facts.Select((fact, at) => (fact, at)).OrderBy(pair => (pair.at * 7919 + storm.Seed) % 10_007).Select(pair => pair.fact).ToArray();
            Assert.Equal(Named(storm.Facts), Named(shuffled));
        }));

    [Fact]
    public void Nothing_is_in_two_groups_and_every_lead_is_a_member() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Storms(), (Storm storm) =>
        {
            var groups = Group(Numbered(storm.Facts));
            Assert.Equal(groups.Sum(group => group.Members.Count), groups.SelectMany(group => group.Members).Distinct().Count());
            Assert.All(groups, group => Assert.Contains(group.Lead, group.Members));
            Assert.All(groups, group => Assert.InRange(group.Confidence, 0, 1.0001));
        }));

    private sealed record Fact(string? Service, string What, string Where, int Second);

    private sealed record Storm(Fact[] Facts, int Seed);

    private static Arbitrary<Storm> Storms()
    {
        var fact = from service in Gen.Elements("storefront", "checkout", "payments", "orders", "database", "mail", null)
                   from what in Gen.Elements("DiskFull", "CpuHigh", "")
                   from host in Gen.Elements("a", "b", "c", "")
                   from second in Gen.Choose(0, 3600)
                   select new Fact(service, what, host, second);
        return (from facts in Gen.ListOf(fact, 30) from seed in Gen.Choose(0, 10_000) select new Storm([.. facts.Distinct()], seed)).ToArbitrary();
    }

    /// <summary>The groups by what their events are instead of by the numbers that the order of arrival gave them.</summary>
    private static List<string> Named(Fact[] facts) =>
        [.. Group(Numbered(facts)).Select(group => $"{facts[group.Lead.Value - 1]}: {string.Join(' ', group.Members.Select(member => facts[member.Value - 1].ToString()))} {group.Reason}").Order(StringComparer.Ordinal)];

    private static OpenEvent[] Numbered(Fact[] facts) => [.. facts.Select((fact, at) => new OpenEvent(
        new(at + 1), Print(fact.ToString()), fact.Service is null ? null : new ServiceKey(fact.Service), new(fact.What, fact.Where), Noon.AddSeconds(fact.Second), EventType.Warning, Priority.P3))];

    private static IReadOnlyList<EventGroup> Group(IEnumerable<OpenEvent> open) => Correlator.Group(open, Shop, Corrections.None);

    private static OpenEvent Event(long number, string service, int second) =>
        new(new(number), Print(service), new ServiceKey(service), new("", ""), Noon.AddSeconds(second), EventType.Exception, Priority.P2);

    private static OpenEvent Alike(long number, string what, string where, int second) =>
        new(new(number), Print(what + where), null, new(what, where), Noon.AddSeconds(second), EventType.Warning, Priority.P3);

    private static Fingerprint Print(string text) => LabelSet.From(("of", text)).Fingerprint;
}

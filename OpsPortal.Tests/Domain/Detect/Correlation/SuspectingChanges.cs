using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Tests.Domain.Detect.Correlation;

/// <summary>Which change probably led to an event: the nearer in time and in need, the likelier.</summary>
public sealed class SuspectingChanges
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ServiceKey Shop = new("shop"), Orders = new("orders"), Database = new("database"), Mail = new("mail");
    private static readonly ServiceGraph Graph = ServiceGraph.Build([Mail], [(Shop, Orders), (Orders, Database)]);

    [Fact]
    public void A_change_of_the_same_service_is_suspected_before_one_further_upstream() =>
        Assert.Equal(["CHG-1", "CHG-2", "CHG-3"], Ranked(Of("CHG-3", Database, 10), Of("CHG-1", Shop, 10), Of("CHG-2", Orders, 10)).Select(found => found.Change.Number));

    [Fact]
    public void Of_two_the_later_is_suspected_first() => Assert.Equal(["CHG-2", "CHG-1"], Ranked(Of("CHG-1", Shop, 300), Of("CHG-2", Shop, 5)).Select(found => found.Change.Number));

    [Fact]
    public void One_that_goes_on_loses_nothing_to_time()
    {
        var found = Assert.Single(Ranked(Of("CHG-1", Shop, 300) with { EndedAt = null }));
        Assert.Equal((0.9, "CHG-1 on the same service was being carried out then."), (found.Confidence, found.Reason));
    }

    [Fact]
    public void One_that_began_days_before_and_goes_on_is_suspected() => Assert.Single(Ranked(Of("CHG-1", Shop, 3 * 24 * 60) with { EndedAt = null }));

    [Fact]
    public void Nothing_that_began_after_the_event_a_day_before_it_or_on_a_service_it_does_not_need_is_suspected() =>
        Assert.Empty(Ranked(Of("CHG-1", Shop, -1), Of("CHG-2", Shop, (24 * 60) + 1), Of("CHG-3", Mail, 5)));

    [Fact]
    public void What_needs_the_service_of_the_event_is_not_upstream_of_it() =>
        Assert.Empty(ProbableChange.Rank(Database, Noon, Graph, [Of("CHG-1", Shop, 5)]));

    [Fact]
    public void A_service_that_the_catalogue_does_not_know_has_its_own_changes() =>
        Assert.Single(ProbableChange.Rank(new("unknown"), Noon, Graph, [Of("CHG-1", new("unknown"), 5), Of("CHG-2", Shop, 5)]));

    [Fact]
    public void The_order_they_are_told_in_changes_nothing()
    {
        var changes = Enumerable.Range(0, 60).Select(at => Of($"CHG-{at}", at % 3 == 0 ? Shop : at % 3 == 1 ? Orders : Database, at * 13 % 700)).ToArray();
        var expected = Ranked(changes);
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(changes);
            Assert.Equal(expected, Ranked(changes));
        }
    }

    private static IReadOnlyList<ProbableChange> Ranked(params CarriedOut[] changes) => ProbableChange.Rank(Shop, Noon, Graph, changes);

    /// <summary>Begun so many minutes before the event, and ended a minute later.</summary>
    private static CarriedOut Of(string number, ServiceKey service, int minutes) =>
        new(number, "Change", service, Noon.AddMinutes(-minutes), Noon.AddMinutes(1 - minutes), $"/changes/{number}");
}

using OpsPortal.Domain.Detect.Correlation;

namespace OpsPortal.Tests.Domain.Detect.Correlation;

/// <summary>What comes together far more often than not is learned; chance and storms are not.</summary>
public sealed class LearningCompanions
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Two_that_come_together_day_after_day_are_companions() =>
        Assert.Equal(new("Backup", "Tape", 6, 6), Assert.Single(Companions.Learn(Days(6, "Tape", "Backup"))));

    [Fact]
    public void Four_times_may_be_chance() => Assert.Empty(Companions.Learn(Days(4, "Tape", "Backup")));

    [Fact]
    public void Whoever_mostly_comes_alone_is_no_companion() =>
        Assert.Empty(Companions.Learn(Days(6, "Tape", "Backup").Concat(Days(6, "Tape").Select(o => o with { StartsAt = o.StartsAt.AddHours(5) })).Concat(Days(6, "Backup").Select(o => o with { StartsAt = o.StartsAt.AddHours(9) }))));

    [Fact]
    public void What_comes_all_the_time_comes_with_everything_and_is_nobodys_companion()
    {
        var always = Enumerable.Range(0, 6 * 24 * 20).Select(at => new Occurrence("Heartbeat", Noon.AddMinutes(at * 3)));
        Assert.DoesNotContain(Companions.Learn(Days(6, "Tape", "Backup").Concat(always)), pair => pair.One == "Heartbeat" || pair.Other == "Heartbeat");
    }

    [Fact]
    public void A_burst_of_one_kind_is_one_occurrence()
    {
        var bursts = Days(6, "Tape", "Backup").SelectMany(o => Enumerable.Range(0, 20).Select(at => o with { StartsAt = o.StartsAt.AddSeconds(at) }));
        Assert.Equal(new("Backup", "Tape", 6, 6), Assert.Single(Companions.Learn(bursts)));
    }

    [Fact]
    public void The_order_of_the_past_changes_nothing() =>
        Assert.Equal(Companions.Learn(Days(7, "A", "B", "C")), Companions.Learn(Days(7, "C", "A", "B").Reverse()));

    private static IEnumerable<Occurrence> Days(int days, params string[] kinds) =>
        Enumerable.Range(0, days).SelectMany(day => kinds.Select((kind, at) => new Occurrence(kind, Noon.AddDays(day).AddSeconds(at))));
}

using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Tests.Domain.Detect.Monitors;

public sealed class WatchingByTheClock
{
    private static readonly WatchSchedule Nights = new("Europe/Berlin", [DayOfWeek.Saturday], new(22, 0), new(6, 0));

    [Theory]
    [InlineData("2026-03-28T21:30:00Z", true, "2026-03-29T04:00:00Z")] // spring: 22:00 +01:00 to 06:00 +02:00
    [InlineData("2026-10-24T20:30:00Z", true, "2026-10-25T05:00:00Z")] // autumn: 22:00 +02:00 to 06:00 +01:00
    [InlineData("2026-03-29T04:00:00Z", false, "2026-04-04T20:00:00Z")]
    public void Keeps_the_wall_clock_over_a_change_of_time(string at, bool watched, string until) =>
        Assert.Equal((watched, DateTimeOffset.Parse(until, null).ToUnixTimeMilliseconds()), Nights.At(DateTimeOffset.Parse(at, null).ToUnixTimeMilliseconds()));

    [Fact]
    public void Moves_a_time_that_does_not_exist_forward_by_the_gap()
    {
        var schedule = new WatchSchedule("Europe/Berlin", [], new(2, 30), new(4, 0));
        var (watched, until) = schedule.At(new DateTimeOffset(2026, 3, 29, 1, 29, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        Assert.Equal((false, new DateTimeOffset(2026, 3, 29, 3, 30, 0, TimeSpan.FromHours(2)).ToUnixTimeMilliseconds()), (watched, until));
    }

    [Fact]
    public void Begins_with_the_first_of_a_time_that_exists_twice()
    {
        var schedule = new WatchSchedule("Europe/Berlin", [], new(2, 30), new(4, 0));
        Assert.True(schedule.At(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()).Watched);
    }

    [Fact]
    public void Watches_the_whole_day_where_both_ends_are_the_same() =>
        Assert.True(new WatchSchedule("UTC", [DayOfWeek.Monday], default, default).At(new DateTimeOffset(2026, 3, 2, 23, 59, 59, TimeSpan.Zero).ToUnixTimeMilliseconds()).Watched);
}

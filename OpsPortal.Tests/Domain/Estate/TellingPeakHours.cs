using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Estate;

/// <summary>When most people need a service, in local time.</summary>
public sealed class TellingPeakHours
{
    [Theory]
    [InlineData("Mon-Fri 08:00-18:00 Europe/Berlin")]
    [InlineData("Sat,Sun 22:00-02:00 UTC")]
    [InlineData("daily 00:00-24:00 America/New_York")]
    [InlineData("Tue 07:30-07:45 Asia/Kathmandu")]
    public void What_is_written_is_read_again(string text) => Assert.Equal(text, Read(text).ToString());

    [Theory]
    [InlineData("mon,tue,wed 8:00-18:00 UTC")]
    [InlineData("Mon-Fri 08:00-18:00")]
    [InlineData("Mon-Fri 08:00-18:00 UTC+2")]
    [InlineData("Mon-Foo 08:00-18:00 UTC")]
    [InlineData("Mon-Fri 24:00-18:00 UTC")]
    [InlineData("Mon-Wed-Fri 08:00-18:00 UTC")]
    [InlineData("")]
    public void What_is_no_such_time_is_refused(string text) => Assert.Equal("service.invalid-peak-hours", PeakHours.Read(text).Refusal?.Code);

    [Fact]
    public void A_week_may_turn_and_a_night_ends_the_next_morning()
    {
        Assert.Equal("Mon,Sun 22:00-02:00 UTC", Read("Sun-Mon 22:00-02:00 UTC").ToString());
        var night = Read("Sun 22:00-02:00 UTC");
        var monday = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([(monday.AddHours(-2), monday.AddHours(2))], night.Between(monday.AddHours(1), monday.AddDays(1)));
        Assert.Empty(night.Between(monday.AddHours(2), monday.AddDays(1)));
        Assert.Empty(night.Between(monday.AddDays(-1), monday.AddHours(-2)));
    }

    [Fact]
    public void The_clock_on_the_wall_counts_also_when_it_is_put_forward()
    {
        // On 29 March 2026 Berlin goes from UTC+1 to UTC+2.
        var hours = Read("daily 08:00-18:00 Europe/Berlin").Between(new(2026, 3, 28, 0, 0, 0, TimeSpan.Zero), new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero)).ToList();
        Assert.Equal([7, 6], hours.Select(time => time.Start.Hour));
        Assert.All(hours, time => Assert.Equal(TimeSpan.FromHours(10), time.End - time.Start));
    }

    [Fact]
    public void A_service_has_each_time_once_and_none_that_cannot_be_read()
    {
        var draft = new ServiceDraft { Key = new("checkout"), Name = "Checkout", PeakHours = [Read("daily 08:00-09:00 UTC"), Read("daily 08:00-09:00 UTC"), PeakHours.Unreadable("whenever")] };
        Assert.Equal([("peakHours", 1, "service.invalid-repeat"), ("peakHours", 2, "service.invalid-peak-hours")], draft.Check().Select(fault => (fault.Field, fault.Index, fault.Why.Code)));
    }

    private static PeakHours Read(string text) => Assert.IsType<Outcome<PeakHours>.Done>(PeakHours.Read(text)).Value;
}

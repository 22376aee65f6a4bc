using OpsPortal.Domain.Inform.Notifications;

namespace OpsPortal.Tests.Domain.Inform;

/// <summary>Quiet hours hold in local time, across midnight and across the change of the clocks.</summary>
public sealed class BeingLeftAlone
{
    private static readonly DayOfWeek[] Every = Enum.GetValues<DayOfWeek>();

    [Theory]
    [InlineData("2026-06-10T21:59:00Z", "2026-06-10T21:59:00Z")]
    [InlineData("2026-06-10T22:00:00Z", "2026-06-11T06:00:00Z")]
    [InlineData("2026-06-11T03:00:00Z", "2026-06-11T06:00:00Z")]
    [InlineData("2026-06-11T06:00:00Z", "2026-06-11T06:00:00Z")]
    public void Night_ends_in_the_morning(string now, string earliest) => Assert.Equal(At(earliest), new QuietHours("UTC", new(22, 0), new(6, 0), Every).Earliest(At(now)));

    [Fact]
    public void Only_on_the_days_it_begins_on()
    {
        var weekend = new QuietHours("UTC", new(8, 0), new(18, 0), [DayOfWeek.Saturday, DayOfWeek.Sunday]);
        Assert.Equal(At("2026-06-12T09:00:00Z"), weekend.Earliest(At("2026-06-12T09:00:00Z")));
        Assert.Equal(At("2026-06-13T18:00:00Z"), weekend.Earliest(At("2026-06-13T09:00:00Z")));
    }

    [Fact]
    public void In_local_time_when_the_clocks_change()
    {
        // Berlin goes from UTC+1 to UTC+2 on 29 March 2026, at 02:00: the night is an hour shorter.
        var night = new QuietHours("Europe/Berlin", new(22, 0), new(7, 0), Every);
        Assert.Equal(At("2026-03-29T05:00:00Z"), night.Earliest(At("2026-03-28T21:30:00Z")));
        Assert.Equal(At("2026-03-28T20:30:00Z"), night.Earliest(At("2026-03-28T20:30:00Z")));

        // 02:30 does not exist that day and moves on by the gap.
        Assert.Equal(At("2026-03-29T01:00:00Z"), new QuietHours("Europe/Berlin", new(22, 0), new(2, 30), Every).Earliest(At("2026-03-29T00:30:00Z")));

        // 02:30 exists twice on 25 October and is the first.
        Assert.Equal(At("2026-10-25T00:30:00Z"), new QuietHours("Europe/Berlin", new(22, 0), new(2, 30), Every).Earliest(At("2026-10-25T00:00:00Z")));
    }

    [Fact]
    public void What_would_never_end_or_names_no_zone_or_day_is_refused()
    {
        Assert.Equal("notification.invalid-quiet-hours", new QuietHours("UTC", new(8, 0), new(8, 0), Every).Check()?.Code);
        Assert.NotNull(new QuietHours("Europe/Nowhere", new(8, 0), new(9, 0), Every).Check());
        Assert.NotNull(new QuietHours("UTC", new(8, 0), new(9, 0), []).Check());
        Assert.Null(new QuietHours("Europe/Berlin", new(22, 0), new(6, 0), Every).Check());
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

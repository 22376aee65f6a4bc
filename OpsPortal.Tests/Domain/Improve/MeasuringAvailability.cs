using OpsPortal.Domain.Improve.Effectiveness;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>Minutes available, with planned work and without, and what is not known.</summary>
public sealed class MeasuringAvailability
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// A day of 24 h, watched from 4 h on: 20 h known. Down 5–6 and 10–12 (two monitors overlap in it), planned work 11–13.
    /// Down 3 h, of which 1 h planned; planned 2 h. Without: (18 − 2) ÷ 18. With: 17 ÷ 20.
    /// </summary>
    [Fact]
    public void Is_what_a_person_would_compute()
    {
        var day = Availability.Of(Slice(0, 24), [Slice(4, 20), Slice(18, 30)], [Slice(5, 6), Slice(10, 11.5), Slice(11, 12)], [Slice(11, 13)]);
        Assert.Equal((TimeSpan.FromHours(20), TimeSpan.FromHours(4), TimeSpan.FromHours(3), TimeSpan.FromHours(2), TimeSpan.FromHours(1)), (day.Known, day.Unknown, day.Down, day.Planned, day.DownPlanned));
        Assert.Equal(16.0 / 18, day.WithoutPlanned!.Value, 9);
        Assert.Equal(17.0 / 20, day.WithPlanned!.Value, 9);
    }

    [Fact]
    public void Is_not_known_where_nobody_watched_or_all_time_was_planned_work()
    {
        var unwatched = Availability.Of(Slice(0, 24), [], [Slice(5, 6)], []);
        Assert.Equal((null, null, TimeSpan.FromHours(24)), (unwatched.WithoutPlanned, unwatched.WithPlanned, unwatched.Unknown));
        var worked = Availability.Of(Slice(0, 24), [Slice(0, 24)], [Slice(5, 6)], [Slice(-1, 25)]);
        Assert.Equal((null, 23.0 / 24), (worked.WithoutPlanned, worked.WithPlanned));
    }

    private static TimeSlice Slice(double from, double to) => new(Midnight.AddHours(from), Midnight.AddHours(to));
}

using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>Whole local days, whatever the clocks of the zone do.</summary>
public sealed class PeriodsInAZone
{
    [Theory]
    [InlineData("UTC", "2026-03-29", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    public void A_day_on_which_clocks_change_is_as_long_as_it_was(string zone, string day, double hours)
    {
        var period = Period(day, day, zone);
        Assert.Equal(hours, (period.End - period.Start).TotalHours);
    }

    [Fact]
    public void Zones_on_both_sides_of_the_date_line_have_the_same_day_at_other_times()
    {
        var (east, west) = (Period("2026-06-01", "2026-06-01", "Pacific/Kiritimati"), Period("2026-06-01", "2026-06-01", "Pacific/Midway"));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 10, 0, 0, TimeSpan.Zero), east.Start);
        Assert.Equal(new DateTimeOffset(2026, 6, 1, 11, 0, 0, TimeSpan.Zero), west.Start);
        Assert.Equal(TimeSpan.FromHours(25), west.Start - east.Start);
    }

    [Fact]
    public void A_day_that_a_zone_skipped_is_refused_and_a_period_around_it_is_a_day_shorter()
    {
        Assert.Equal("report.invalid-period", ReportPeriod.Of(new(2011, 12, 30), new(2011, 12, 30), "Pacific/Apia").Refusal?.Code);
        var around = Period("2011-12-29", "2011-12-31", "Pacific/Apia");
        Assert.Equal(TimeSpan.FromHours(48), around.End - around.Start);
        Assert.Equal(2, around.Stretches().Count);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-01", "UTC", "report.invalid-period")]
    [InlineData("2026-03-01", "2030-03-01", "UTC", "report.invalid-period")]
    [InlineData("0001-01-01", "0001-01-02", "UTC", "report.invalid-period")]
    [InlineData("2026-03-01", "2026-03-02", "Mars/Olympus", "report.invalid-zone")]
    [InlineData("2026-03-01", "2026-03-02", "UTC+2", "report.invalid-zone")]
    public void What_cannot_be_is_refused(string from, string to, string zone, string code) =>
        Assert.Equal(code, ReportPeriod.Of(DateOnly.Parse(from, null), DateOnly.Parse(to, null), zone).Refusal?.Code);

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", "Europe/Berlin", "day", 31)]
    [InlineData("2026-03-29", "2026-03-29", "Europe/Berlin", "day", 1)]
    [InlineData("2026-01-01", "2026-12-31", "Asia/Kathmandu", "week", 53)]
    [InlineData("2024-01-01", "2026-12-31", "Pacific/Kiritimati", "month", 36)]
    public void Its_parts_are_all_of_it_in_order(string from, string to, string zone, string name, int count)
    {
        var period = Period(from, to, zone);
        var parts = period.Stretches();
        Assert.Equal((name, count), (period.StretchName, parts.Count));
        Assert.Equal((period.Start, period.End), (parts[0].Start, parts[^1].End));
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void It_is_compared_with_as_many_days_directly_before_or_a_year_earlier()
    {
        var march = Period("2026-03-01", "2026-03-31", "Europe/Berlin");
        Assert.Equal((new DateOnly(2026, 1, 29), new DateOnly(2026, 2, 28)), (march.Before.From, march.Before.To));
        Assert.Equal(march.Start, march.Before.End);
        Assert.Equal((new DateOnly(2025, 3, 1), new DateOnly(2025, 3, 31)), (march.YearBefore.From, march.YearBefore.To));
    }

    private static ReportPeriod Period(string from, string to, string zone) =>
        Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(DateOnly.Parse(from, null), DateOnly.Parse(to, null), zone)).Value;
}

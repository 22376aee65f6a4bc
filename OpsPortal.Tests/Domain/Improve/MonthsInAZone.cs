using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>Calendar months, whatever the clocks of the zone do, and what a month is compared with.</summary>
public sealed class MonthsInAZone
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-10", true)]
    [InlineData(" 2026-10 ", true)]
    [InlineData("2026-13", false)]
    [InlineData("2026-1", false)]
    [InlineData("October", false)]
    [InlineData("2026-10-01", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Are_read_as_year_and_month(string? text, bool isOne)
    {
        Assert.Equal(isOne, ReportMonth.TryParse(text, out var month));
        if (isOne) Assert.Equal(("2026-10", "October 2026", new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 31)), (month.ToString(), month.Name, month.First, month.Last));
    }

    /// <summary>On 30 November at 11:00 UTC it is December in Kiritimati (UTC+14) and not yet in Pago Pago (UTC−11).</summary>
    [Theory]
    [InlineData("UTC", "2026-10")]
    [InlineData("Pacific/Kiritimati", "2026-11")]
    [InlineData("Pacific/Pago_Pago", "2026-10")]
    public void The_last_whole_one_is_as_the_zone_has_it(string zone, string month) => Assert.Equal(month, ReportMonth.LastWhole(Now, zone).ToString());

    [Fact]
    public void One_that_has_not_begun_in_the_zone_is_refused_and_one_that_goes_on_is_not()
    {
        Assert.Equal("report.invalid-month", new ReportMonth(2026, 12).In("Pacific/Pago_Pago", Now).Refusal?.Code);
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 10, 0, 0, TimeSpan.Zero), Period(new(2026, 12), "Pacific/Kiritimati").Start);
        Assert.Equal(new DateOnly(2026, 11, 30), Period(new(2026, 11), "UTC").To);
        Assert.Equal("report.invalid-month", new ReportMonth(9999, 12).In("UTC", Now).Refusal?.Code);
        Assert.Equal("report.invalid-period", new ReportMonth(1, 1).In("UTC", Now).Refusal?.Code);
        Assert.Equal("report.invalid-period", new ReportMonth(1999, 12).In("UTC", Now).Refusal?.Code);
    }

    /// <summary>By hand: 31 days of 24 hours less the one that was skipped, and more the one that came twice; whoever counts 24-hour days is an hour off.</summary>
    [Theory]
    [InlineData(2026, 3, "Europe/Berlin", (31 * 24) - 1)]
    [InlineData(2026, 10, "Europe/Berlin", (31 * 24) + 1)]
    [InlineData(2026, 4, "Australia/Lord_Howe", (30 * 24) + 0.5)]
    [InlineData(2026, 2, "UTC", 28 * 24)]
    [InlineData(2024, 2, "UTC", 29 * 24)]
    public void One_in_which_clocks_change_is_as_long_as_it_was(int year, int month, string zone, double hours) =>
        Assert.Equal(hours, (Period(new(year, month), zone).End - Period(new(year, month), zone).Start).TotalHours);

    [Theory]
    [InlineData("2026-03", "2026-02-01", "2026-02-28")]
    [InlineData("2024-03", "2024-02-01", "2024-02-29")]
    [InlineData("2026-02", "2026-01-01", "2026-01-31")]
    [InlineData("2026-01", "2025-12-01", "2025-12-31")]
    public void One_is_compared_with_the_whole_month_before(string text, string from, string to)
    {
        Assert.True(ReportMonth.TryParse(text, out var month));
        var before = Period(month, "UTC").MonthBefore;
        Assert.Equal((DateOnly.Parse(from, null), DateOnly.Parse(to, null)), (before.From, before.To));
        Assert.Equal(Period(month, "UTC").Start, before.End);
    }

    [Fact]
    public void A_leap_February_is_compared_with_whole_months_as_well()
    {
        Assert.Equal((new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29)), (Period(new(2025, 2), "UTC").YearBefore.From, Period(new(2025, 2), "UTC").YearBefore.To));
        Assert.Equal(new DateOnly(2023, 2, 28), Period(new(2024, 2), "UTC").YearBefore.To);
    }

    [Fact]
    public void Other_periods_are_compared_with_the_same_days_a_month_earlier()
    {
        var before = Assert.IsType<Outcome<ReportPeriod>.Done>(ReportPeriod.Of(new(2026, 3, 10), new(2026, 3, 30), "UTC")).Value.MonthBefore;
        Assert.Equal((new DateOnly(2026, 2, 10), new DateOnly(2026, 2, 28)), (before.From, before.To));
    }

    private static ReportPeriod Period(ReportMonth month, string zone) => Assert.IsType<Outcome<ReportPeriod>.Done>(month.In(zone, Now)).Value;
}

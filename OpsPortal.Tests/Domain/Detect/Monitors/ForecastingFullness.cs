using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.History;

namespace OpsPortal.Tests.Domain.Detect.Monitors;

public sealed class ForecastingFullness
{
    private static readonly DateTimeOffset Start = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Finds_the_day_of_a_straight_line_exactly()
    {
        var forecast = Forecast.Of(Line(14 * 24, hour => 50 + (hour / 24.0)), 90, rising: true);
        Assert.Equal(Start.AddDays(40), forecast.Reaches!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(1, forecast.PerDay, 6);
    }

    [Fact]
    public void Is_not_turned_by_a_few_wild_points()
    {
        var forecast = Forecast.Of(Line(14 * 24, hour => hour % 50 == 3 ? 500 : 50 + (hour / 24.0)), 90, rising: true);
        Assert.Equal(Start.AddDays(40), forecast.Reaches!.Value, TimeSpan.FromHours(12));
    }

    [Fact]
    public void Holds_the_true_day_in_its_interval_nearly_always()
    {
        var held = Enumerable.Range(0, 100).Count(seed =>
        {
            var forecast = Forecast.Of(Noisy(seed, hour => 50 + (hour / 24.0), 4), 90, rising: true);
            return forecast.Earliest <= Start.AddDays(40) && (forecast.Latest is null || forecast.Latest >= Start.AddDays(40));
        });
        Assert.InRange(held, 88, 100);
    }

    [Fact]
    public void Says_no_trend_where_there_is_none() =>
        Assert.InRange(Enumerable.Range(0, 100).Count(seed => Forecast.Of(Noisy(seed, _ => 50, 4), 90, rising: true).Reaches is null), 90, 100);

    [Fact]
    public void Says_no_trend_for_too_few_points_and_for_growth_away_from_the_limit()
    {
        Assert.Null(Forecast.Of(Line(5, hour => hour), 90, rising: true).Reaches);
        Assert.Null(Forecast.Of(Line(200, hour => 50 - hour / 24.0), 90, rising: true).Reaches);
    }

    [Fact]
    public void Orders_its_three_instants_whatever_the_points() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1000).ListOf(30)), values =>
        {
            var forecast = Forecast.Of([.. values.Select((value, hour) => new Sample(Start.AddHours(hour).ToUnixTimeMilliseconds(), value + (hour * 20)))], 2000, rising: true);
            if (forecast.Reaches is null) return;
            Assert.True(forecast.Earliest <= forecast.Reaches && (forecast.Latest is null || forecast.Latest >= forecast.Reaches));
        }).QuickCheckThrowOnFailure();

    private static List<Sample> Line(int hours, Func<int, double> value) =>
        [.. Enumerable.Range(0, hours).Select(hour => new Sample(Start.AddHours(hour).ToUnixTimeMilliseconds(), value(hour)))];

    private static List<Sample> Noisy(int seed, Func<int, double> value, double spread)
    {
        var chance = new Random(seed);
        return Line(14 * 24, hour => value(hour) + (spread * (chance.NextDouble() + chance.NextDouble() - 1)));
    }
}

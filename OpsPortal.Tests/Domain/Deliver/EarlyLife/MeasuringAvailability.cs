using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Detect.Monitors.Thresholds;

namespace OpsPortal.Tests.Domain.Deliver.EarlyLife;

/// <summary>What is known and was not planned counts; what is tighter than usual is never looser.</summary>
public sealed class MeasuringAvailability
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_the_share_of_the_time_that_somebody_looked_and_nothing_was_planned()
    {
        Assert.Equal(100, MeasuredAvailability.Percent([Hours(0, 10)], [], []));
        Assert.Equal(90, MeasuredAvailability.Percent([Hours(0, 10)], [Hours(2, 3)], []));
        Assert.Equal(90, MeasuredAvailability.Percent([Hours(0, 10), Hours(0, 10)], [Hours(2, 3), Hours(2.5, 3)], []));
        Assert.Equal(100, MeasuredAvailability.Percent([Hours(0, 10)], [Hours(2, 3)], [Hours(1, 4)]));
        Assert.Equal(75, MeasuredAvailability.Percent([Hours(0, 4)], [Hours(2, 3), Hours(8, 9)], []));
        Assert.Null(MeasuredAvailability.Percent([], [Hours(2, 3)], []));
        Assert.Null(MeasuredAvailability.Percent([Hours(0, 4)], [], [Hours(0, 4)]));
    }

    [Theory]
    [InlineData(Side.Above, 70, true)]
    [InlineData(Side.Above, 80, false)]
    [InlineData(Side.Above, 90, false)]
    [InlineData(Side.Below, 90, true)]
    [InlineData(Side.Below, 70, false)]
    public void A_tighter_value_moves_the_warning_with_its_clearing_and_no_other(Side side, double value, bool tighter)
    {
        var away = side == Side.Above ? 1 : -1;
        var usual = new Threshold([new(MonitorSeverity.Critical, side, 80 + (15 * away)), new(MonitorSeverity.Warning, side, 80, 80 - (5 * away)), new(MonitorSeverity.Info, side, 80 - (10 * away))], TimeSpan.Zero, MissingPolicy.Ok, TimeSpan.FromMinutes(2));
        Assert.Equal(tighter, TighterLevel.IsTighter(usual.Levels, value));
        var now = TighterLevel.At(usual, value).Levels;
        Assert.Equal(tighter ? (value, value - (5 * away)) : (80, 80 - (5 * away)), (now[1].Value, now[1].Clear!.Value));
        Assert.Equal((usual.Levels[0], usual.Levels[2]), (now[0], now[2]));
        Assert.Equal(side == Side.Above ? 60 : 100, TighterLevel.Tightest(usual.Levels, [value, 60, 100]));
    }

    private static Stretch Hours(double from, double to) => new(Noon.AddHours(from), Noon.AddHours(to));
}

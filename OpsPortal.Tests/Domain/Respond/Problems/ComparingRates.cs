using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Tests.Domain.Respond.Problems;

/// <summary>Two rates compared: against numbers worked out elsewhere, and against what must hold for all.</summary>
public sealed class ComparingRates
{
    private static readonly Counted TenInThirty = new(10, TimeSpan.FromDays(30));

    /// <summary>The example of R's <c>poisson.test</c>: 11 in 800 against 21 in 3011, interval 0.8584264 to 4.2772659.</summary>
    [Fact]
    public void Agrees_with_the_worked_example_of_a_statistics_package()
    {
        var (before, after) = (new Counted(21, TimeSpan.FromDays(3011)), new Counted(11, TimeSpan.FromDays(800)));
        var (low, high) = PoissonRates.Interval(before, after, 0.05);
        Assert.Equal(1.9714881, PoissonRates.Ratio(before, after)!.Value, 6);
        Assert.Equal(0.8584264, low, 6);
        Assert.Equal(4.2772659, high, 6);
        Assert.Equal(0.0560087, PoissonRates.AsMany(before, after), 6);
        Assert.Equal(0.9759318, PoissonRates.AsFew(before, after), 6);
    }

    /// <summary>Where nothing has come since, the probability is (t₁ ÷ (t₁ + t₂)) to the power of n₁.</summary>
    [Theory]
    [InlineData(4, 20, 22.29485)]
    [InlineData(10, 30, 10.47849)]
    public void So_much_quiet_is_needed_as_the_closed_form_says(int count, double days, double needed)
    {
        var before = new Counted(count, TimeSpan.FromDays(days));
        Assert.Equal(needed, PoissonRates.Needed(before, 0, 0.05)!.Value.TotalDays, 3);
        Assert.Equal(Math.Pow(days / (days + 7), count), PoissonRates.AsFew(before, new(0, TimeSpan.FromDays(7))), 12);
        Assert.Equal(0.05, PoissonRates.AsFew(before, new(0, TimeSpan.FromDays(needed))), 5);
    }

    [Fact]
    public void What_came_back_since_takes_longer_to_be_forgiven()
    {
        Assert.Equal(17.1965, PoissonRates.Needed(TenInThirty, 1, 0.05)!.Value.TotalDays, 3);
        Assert.Equal(23.3908, PoissonRates.Needed(TenInThirty, 2, 0.05)!.Value.TotalDays, 3);
        Assert.Null(PoissonRates.Needed(new(0, TimeSpan.FromDays(30)), 0, 0.05));
    }

    [Fact]
    public void Large_counts_are_as_exact_as_small_ones()
    {
        var (before, after) = (new Counted(1_000_000, TimeSpan.FromDays(10)), new Counted(1_000_000, TimeSpan.FromDays(10)));
        Assert.Equal(0.5, PoissonRates.AsFew(before, after), 2);
        Assert.True(PoissonRates.AsFew(before, after with { Count = 990_000 }) < 1e-9);
        var (low, high) = PoissonRates.Interval(before, after, 0.05);
        Assert.InRange(low, 0.997, 1);
        Assert.InRange(high, 1, 1.003);
    }

    [Fact]
    public void Fewer_is_never_less_probable_than_fewer_still_and_an_interval_holds_its_ratio()
    {
        for (var n1 = 1; n1 < 30; n1 += 4)
        {
            var last = 0.0;
            for (var n2 = 0; n2 < 30; n2++)
            {
                var (before, after) = (new Counted(n1, TimeSpan.FromDays(20)), new Counted(n2, TimeSpan.FromDays(7)));
                var few = PoissonRates.AsFew(before, after);
                Assert.InRange(few, last, 1);
                last = few;
                var (low, high) = PoissonRates.Interval(before, after, 0.05);
                Assert.InRange(PoissonRates.Ratio(before, after)!.Value, low, high);
            }
        }
    }

    [Fact]
    public void Nothing_is_told_where_nobody_has_looked()
    {
        var nothing = new Counted(0, TimeSpan.Zero);
        Assert.Null(PoissonRates.Ratio(nothing, TenInThirty));
        Assert.Equal((0, double.PositiveInfinity), PoissonRates.Interval(nothing, nothing, 0.05));
        Assert.Equal(1, PoissonRates.AsFew(nothing, nothing));
    }
}

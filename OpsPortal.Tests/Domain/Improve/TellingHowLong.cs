using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>Means, medians and percentiles, exact and from bins; and nothing where there is nothing.</summary>
public sealed class TellingHowLong
{
    /// <summary>By hand: type 7 of 10, 20, 30, 40 at 0.9 lies 0.7 of the way from the third to the fourth.</summary>
    [Fact]
    public void Percentiles_are_those_of_type_7()
    {
        double[] four = [10, 20, 30, 40];
        Assert.Equal(25, Quantile.Of(four, 0.5));
        Assert.Equal(37, Quantile.Of(four, 0.9)!.Value, 9);
        Assert.Equal(7, Quantile.Of([7.0], 0.9));
        Assert.Null(Quantile.Of([], 0.5));
    }

    [Fact]
    public void A_spread_is_computed_from_the_times_and_knows_when_there_are_none()
    {
        var spread = Spread.Of(new[] { 4, 1, 2, 3 }.Select(minutes => TimeSpan.FromMinutes(minutes)));
        Assert.Equal((4, TimeSpan.FromMinutes(2.5), TimeSpan.FromMinutes(2.5)), (spread.Count, spread.Mean, spread.Median));
        Assert.Equal(3.7, spread.P90!.Value.TotalMinutes, 6);
        Assert.Equal(Spread.None, Spread.Of([]));
        Assert.Null(new LatencyHistogram().ToSpread().Median);
    }

    [Fact]
    public void A_time_below_zero_counts_as_none() => Assert.Equal(TimeSpan.Zero, Spread.Of([TimeSpan.FromSeconds(-30)]).Median);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Bins_added_up_in_any_parts_are_within_the_error_they_promise(int seed)
    {
        var random = new Random(seed);
        var times = Enumerable.Range(0, random.Next(1, 3000)).Select(_ => TimeSpan.FromMilliseconds(Math.Floor(Math.Exp(random.NextDouble() * 22)))).ToList();
        var (whole, exact) = (new LatencyHistogram(), Spread.Of(times));
        foreach (var part in times.Chunk(random.Next(1, 400)))
        {
            var one = new LatencyHistogram();
            foreach (var time in part) one.Add(time);
            whole.AddBytes(one.ToBytes());
        }

        var read = whole.ToSpread();
        Assert.Equal((exact.Count, exact.Mean!.Value.TotalMilliseconds), (read.Count, read.Mean!.Value.TotalMilliseconds), new Nearly());
        foreach (var (is_, should) in new[] { (read.Median, exact.Median), (read.P90, exact.P90), (read.P99, exact.P99) })
            Assert.InRange(is_!.Value / should!.Value, 1 - LatencyHistogram.MostError - 1e-3, 1 + LatencyHistogram.MostError + 1e-3);
    }

    [Fact]
    public void A_part_of_nothing_is_not_known_and_never_0_percent()
    {
        Assert.Null(new Share(0, 0).Value);
        Assert.Equal(0, new Share(0, 4).Value);
        Assert.Null(new Movement(5, null).Ratio);
        Assert.Null(new Movement(5, 0).Ratio);
        Assert.Equal(-0.5, new Movement(2, 4).Ratio);
    }

    private sealed class Nearly : IEqualityComparer<(long Count, double Mean)>
    {
        public bool Equals((long Count, double Mean) x, (long Count, double Mean) y) => x.Count == y.Count && Math.Abs(x.Mean - y.Mean) < 0.01;

        public int GetHashCode((long Count, double Mean) obj) => obj.Count.GetHashCode();
    }
}

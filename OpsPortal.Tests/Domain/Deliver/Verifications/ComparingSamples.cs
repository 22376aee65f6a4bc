using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Verifications.Canary;

namespace OpsPortal.Tests.Domain.Deliver.Verifications;

/// <summary>The statistics under a canary, held against published values and against slow ways of finding the same.</summary>
public sealed class ComparingSamples
{
    private static readonly double[] OneTwoThreeFive = [1, 2, 3, 5];

    private static readonly Gen<double[]> Values = Gen.NonEmptyListOf(Gen.Choose(-12, 12)).Select(list => list.Take(40).Select(value => value / 4.0).Order().ToArray());

    [Fact]
    public void The_exact_distribution_is_as_published()
    {
        var apart = MannWhitney.Of(OneTwoThreeFive, [11, 12, 13, 15]);
        Assert.Equal((0, 0.0285714), (apart.BaselineU, Math.Round(apart.P, 7)));
        var mixed = MannWhitney.Of(OneTwoThreeFive, [0, 4, 6, 7]);
        Assert.Equal((5, 0.485714), (mixed.BaselineU, Math.Round(mixed.P, 6)));
    }

    [Fact]
    public void Tied_values_count_half()
    {
        var test = MannWhitney.Of([4.6, 4.7, 4.9, 5.1, 5.2, 5.5, 5.8, 6.1, 6.5, 6.5, 7.2], [5.2, 5.3, 5.4, 5.6, 6.2, 6.3, 6.8, 7.7, 8.0, 8.1]);
        Assert.Equal((30.5, 79.5), (test.BaselineU, test.CanaryU));
        Assert.Null(test.ExactP);
    }

    [Fact]
    public void Pairs_counted_one_by_one_give_the_same() => Prop.ForAll(Arb.From(Values), Arb.From(Values), (baseline, canary) =>
    {
        var pairs = (from b in baseline from c in canary select c > b ? 1 : c == b ? 0.5 : 0).Sum();
        var test = MannWhitney.Of(baseline, canary);
        return test.CanaryU == pairs && test.BaselineU == (baseline.Length * canary.Length) - pairs && test.P is >= 0 and <= 1 && Math.Abs(test.Z + MannWhitney.Of(canary, baseline).Z) < 1e-12;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_order_of_the_ranks_written_down_gives_the_same_exact_probability()
    {
        for (var n = 1; n <= 4; n++)
        {
            for (var m = 1; m <= 5; m++) Enumerated(n, m);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(1.959963984540054, 0.05)]
    [InlineData(-2.5758293035489004, 0.01)]
    [InlineData(4, 6.334248366623996e-05)]
    [InlineData(6, 1.9731752900753963e-09)]
    [InlineData(10, 1.5239706048321082e-23)]
    public void The_normal_distribution_is_right_far_out_as_well(double z, double p)
    {
        Assert.Equal(1, Normal.TwoSided(z) / p, 1e-10);
        if (z > 0) Assert.Equal(z, Math.Abs(Normal.Quantile(p / 2)), 1e-6);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0.175)]
    [InlineData(50, 1.75)]
    [InlineData(100, 3.5)]
    public void Percentiles_are_of_type_seven(double percent, double value) => Assert.Equal(value, Percentile.Of([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5], percent), 12);

    [Fact]
    public void The_interval_is_made_of_all_differences_without_writing_them_down() => Prop.ForAll(Arb.From(Values), Arb.From(Values), (baseline, canary) =>
    {
        var all = (from b in baseline from c in canary select c - b).Order().ToArray();
        var shift = ShiftInterval.Of(baseline, canary, 0.02);
        var middle = all.Length % 2 == 1 ? all[all.Length / 2] : (all[(all.Length / 2) - 1] + all[all.Length / 2]) / 2;
        return shift.Middle == middle && shift.Low <= middle && middle <= shift.High && all.Contains(shift.Low) && all.Contains(shift.High);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_interval_holds_the_ranks_that_the_textbook_names()
    {
        double[] baseline = [.. Enumerable.Range(0, 10).Select(value => (double)value)], canary = [.. Enumerable.Range(0, 10).Select(value => value + 3.5)];
        var all = (from b in baseline from c in canary select c - b).Order().ToArray();
        var shift = ShiftInterval.Of(baseline, canary, 0.05);

        // 50 − 1.96 · √(100 · 21 / 12) = 24.07: the 24th from either end.
        Assert.Equal((all[23], 3.5, all[^24]), (shift.Low, shift.Middle, shift.High));
    }

    [Fact]
    public void What_is_no_number_is_left_out_or_counts_as_nothing()
    {
        double[] measured = [3, double.NaN, 1, double.PositiveInfinity, 2];
        Assert.Equal([1, 2, 3], Samples.Of(measured, GapPolicy.Drop, dropOutliers: false).Values);
        var zeros = Samples.Of(measured, GapPolicy.Zero, dropOutliers: false);
        Assert.Equal([0, 0, 1, 2, 3], zeros.Values);
        Assert.Equal(2, zeros.Gaps);
    }

    [Fact]
    public void Outliers_beyond_the_fences_go_and_what_lies_on_them_stays()
    {
        // Quartiles 2 and 4, so the fences stand at -1 and 7.
        var samples = Samples.Of([1, 2, 3, 4, 100], GapPolicy.Drop, dropOutliers: true);
        Assert.Equal([1, 2, 3, 4], samples.Values);
        Assert.Equal(1, samples.Outliers);
        Assert.Equal(0, Samples.Of([1, 2, 3, 4, 7], GapPolicy.Drop, dropOutliers: true).Outliers);
    }

    private static void Enumerated(int n, int m)
    {
        var all = new List<double>();
        for (var mask = 0; mask < 1 << (n + m); mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != m) continue;
            var u = 0.0;
            for (var c = 0; c < n + m; c++) u += (mask >> c & 1) == 1 ? Enumerable.Range(0, c).Count(b => (mask >> b & 1) == 0) : 0;
            all.Add(u);
        }

        for (var mask = 0; mask < 1 << (n + m); mask++)
        {
            if (System.Numerics.BitOperations.PopCount((uint)mask) != m) continue;
            double[] baseline = [.. Enumerable.Range(0, n + m).Where(at => (mask >> at & 1) == 0).Select(at => (double)at)], canary = [.. Enumerable.Range(0, n + m).Where(at => (mask >> at & 1) == 1).Select(at => (double)at)];
            var test = MannWhitney.Of(baseline, canary);
            var nearest = Math.Min(test.CanaryU, test.BaselineU);
            Assert.Equal(Math.Min(1, 2.0 * all.Count(u => u <= nearest) / all.Count), test.P, 12);
        }
    }
}

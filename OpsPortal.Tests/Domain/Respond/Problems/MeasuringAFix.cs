using OpsPortal.Domain.Respond.Problems.Recurrence;

namespace OpsPortal.Tests.Domain.Respond.Problems;

/// <summary>Whether recurrence stopped, from what was counted before a fix and after it.</summary>
public sealed class MeasuringAFix
{
    private static readonly DateTimeOffset Fixed = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The first and ten more, one every three days until the fix.</summary>
    private static readonly OccurrencesAt[] EveryThreeDays = [.. Enumerable.Range(0, 11).Select(i => new OccurrencesAt(Fixed.AddDays(-30 + (3 * i)).AddMinutes(-1), 1))];

    [Fact]
    public void Quiet_is_no_proof_until_it_has_lasted_long_enough()
    {
        var early = Measure(10, []);
        Assert.Equal((FixVerdict.TooEarly, 10L, 0L), (early.Verdict, early.Before.Count, early.After.Count));
        Assert.Equal(10.48, early.Needed!.Value.TotalDays, 2);
        Assert.Equal(0.48, early.Left!.Value.TotalDays, 2);
        var later = Measure(10.6, []);
        Assert.Equal((FixVerdict.Stopped, TimeSpan.Zero), (later.Verdict, later.Left));
        Assert.InRange(later.Probability, 0.04, 0.05);
    }

    [Fact]
    public void Fewer_is_not_stopped()
    {
        var measured = Measure(30, [9]);
        Assert.Equal((FixVerdict.Fewer, 1L), (measured.Verdict, measured.After.Count));
        Assert.Equal(0.1, measured.Ratio!.Value, 2);
        Assert.Equal(Fixed.AddDays(9), measured.LastAt);
        Assert.InRange(measured.High, 0.1, 1);

        // Close to the line: the verdict and the interval say the same.
        Assert.True(Measure(30, [9, 18, 27]) is { Verdict: FixVerdict.Fewer, High: < 1 });
        Assert.True(Measure(27, [9, 18, 26]) is { Verdict: FixVerdict.TooEarly, High: > 1 });
    }

    [Fact]
    public void As_often_as_before_is_unchanged_once_a_half_would_have_shown_and_too_early_before()
    {
        Assert.Equal(FixVerdict.TooEarly, Measure(9, [3, 6, 8.9]).Verdict);
        Assert.Equal(FixVerdict.Unchanged, Measure(60, [.. Enumerable.Range(1, 20).Select(i => 3.0 * i - 0.5)]).Verdict);
    }

    [Fact]
    public void Twice_as_often_is_more() => Assert.Equal(FixVerdict.MoreOften, Measure(30, [.. Enumerable.Range(1, 25).Select(i => 1.1 * i)]).Verdict);

    [Fact]
    public void What_had_come_once_before_cannot_be_judged()
    {
        var measured = RecurrenceAfterFix.Measure([new(Fixed.AddDays(-3), 1)], Fixed, TimeSpan.FromDays(90), TimeSpan.FromMinutes(30), 0.05, Fixed.AddDays(300));
        Assert.Equal((FixVerdict.CannotTell, (TimeSpan?)null, (double?)null), (measured.Verdict, measured.Needed, measured.Ratio));
        Assert.Equal(FixVerdict.CannotTell, RecurrenceAfterFix.Measure([], Fixed, TimeSpan.FromDays(90), TimeSpan.FromMinutes(30), 0.05, Fixed.AddDays(300)).Verdict);
    }

    [Fact]
    public void A_burst_counts_once_on_either_side_and_what_lies_before_the_reach_not_at_all()
    {
        OccurrencesAt[] bursts = [.. from at in EveryThreeDays from minute in Enumerable.Range(0, 5) select new OccurrencesAt(at.At.AddMinutes(-5 * minute), 7)];
        var measured = RecurrenceAfterFix.Measure([.. bursts, new(Fixed.AddDays(-200), 1), new(Fixed.AddDays(1), 1), new(Fixed.AddDays(1).AddMinutes(20), 4)], Fixed, TimeSpan.FromDays(90), TimeSpan.FromMinutes(30), 0.05, Fixed.AddDays(20));
        Assert.Equal((10L, 1L), (measured.Before.Count, measured.After.Count));
        Assert.InRange(measured.Before.Exposure.TotalDays, 29.9, 30.1);
    }

    [Fact]
    public void What_goes_on_after_the_fix_counts_against_it() => Assert.Equal(1, Measure(5, [0.001]).After.Count);

    private static MeasuredFix Measure(double daysAfter, double[] returns) => RecurrenceAfterFix.Measure(
        [.. EveryThreeDays, .. returns.Select(day => new OccurrencesAt(Fixed.AddDays(day), 1))], Fixed, TimeSpan.FromDays(90), TimeSpan.FromMinutes(30), 0.05, Fixed.AddDays(daysAfter));
}

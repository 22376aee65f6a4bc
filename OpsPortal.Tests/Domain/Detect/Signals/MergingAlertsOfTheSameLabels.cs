using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Detect.Signals;
using Xunit;

namespace OpsPortal.Tests.Domain.Detect.Signals;

public sealed class MergingAlertsOfTheSameLabels
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Arbitrary<FiringPeriod> Periods = Arb.From(
        from start in Gen.Choose(-30, 30)
        from length in Gen.Choose(0, 30)
        from assumed in Gen.Elements(true, false)
        select Period(start, start + length, assumed));

    [Theory]
    [InlineData("the earliest start counts", -10, 5, false, -2, 8, false, -10, 8, false)]
    [InlineData("an explicit end beats an assumed one", -10, 9, false, -2, 5, true, -10, 9, false)]
    [InlineData("unless the assumed one lies later", -10, 4, false, -2, 5, true, -10, 5, true)]
    [InlineData("an assumed end is moved by the next one", -10, 9, true, -2, 5, true, -10, 5, true)]
    [InlineData("an end in the past ends what fires", -10, 9, false, -10, -1, false, -10, -1, false)]
    [InlineData("both over: the latest end counts", -10, -1, false, -9, -3, false, -10, -1, false)]
    [InlineData("a firing after the end is a fresh one", -10, -5, false, -2, 5, false, -2, 5, false)]
    [InlineData("a firing that starts at the very end is a fresh one", -10, -5, false, -5, 5, false, -5, 5, false)]
    [InlineData("a plain repeat moves the end", -10, 4, false, -10, 5, false, -10, 5, false)]
    public void Follows_the_rules_of_Alertmanager(
        string rule, int knownStart, int knownEnd, bool knownAssumed, int start, int end, bool assumed, int mergedStart, int mergedEnd, bool mergedAssumed)
    {
        var merged = AlertMerge.Merge(Period(knownStart, knownEnd, knownAssumed), Period(start, end, assumed), Now);
        Assert.True(Period(mergedStart, mergedEnd, mergedAssumed) == merged, $"{rule}: got {merged}");
    }

    [Fact]
    public void Never_starts_later_than_either_while_they_overlap() => Prop.ForAll(Periods, Periods, (known, arriving) =>
    {
        var merged = AlertMerge.Merge(known, arriving, Now);
        return !AlertMerge.Overlap(known, arriving)
            ? merged == arriving
            : merged.StartsAt == (known.StartsAt < arriving.StartsAt ? known.StartsAt : arriving.StartsAt);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_ends_earlier_than_the_arriving_end() => Prop.ForAll(Periods, Periods, (known, arriving) =>
    {
        var merged = AlertMerge.Merge(known, arriving, Now);
        return merged.EndsAt >= arriving.EndsAt && (merged.EndsAt == arriving.EndsAt || merged.EndsAt == known.EndsAt);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Is_over_exactly_when_the_arriving_period_is() => Prop.ForAll(Periods, Periods, (known, arriving) =>
        AlertMerge.Merge(known, arriving, Now).IsOver(Now) == arriving.IsOver(Now)).QuickCheckThrowOnFailure();

    [Fact]
    public void Changes_nothing_when_the_same_is_told_twice() => Prop.ForAll(Periods, Periods, (known, arriving) =>
    {
        var once = AlertMerge.Merge(known, arriving, Now);
        return AlertMerge.Merge(once, arriving, Now) == once || !AlertMerge.Overlap(once, arriving);
    }).QuickCheckThrowOnFailure();

    private static FiringPeriod Period(int start, int end, bool assumed) => new(Now.AddMinutes(start), Now.AddMinutes(end), assumed);
}

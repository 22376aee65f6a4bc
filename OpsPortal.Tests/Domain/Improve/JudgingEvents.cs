using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Improve.Effectiveness;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>Whether an event was worth somebody's time: by word first, by what was done second, by how it ended last.</summary>
public sealed class JudgingEvents
{
    [Theory]
    [InlineData(Usefulness.Actionable, EventState.Closed, false, false, false, true, EventVerdict.Actionable)]
    [InlineData(Usefulness.Noise, EventState.Investigating, true, true, true, false, EventVerdict.Noise)]
    [InlineData(null, EventState.Investigating, true, true, true, false, EventVerdict.Actionable)]
    [InlineData(null, EventState.Closed, true, true, true, false, EventVerdict.Actionable)]
    [InlineData(null, EventState.Investigating, true, true, false, false, EventVerdict.Undecided)]
    [InlineData(null, EventState.Closed, true, true, false, false, EventVerdict.Noise)]
    [InlineData(null, EventState.Resolved, false, false, false, false, EventVerdict.Noise)]
    [InlineData(null, EventState.Resolved, true, false, false, false, EventVerdict.Undecided)]
    [InlineData(null, EventState.Prioritised, false, false, false, false, EventVerdict.Undecided)]
    [InlineData(null, EventState.Prioritised, false, false, true, false, EventVerdict.Undecided)]
    [InlineData(null, EventState.Resolved, false, false, false, true, EventVerdict.HeldBack)]
    [InlineData(null, EventState.Closed, true, false, false, true, EventVerdict.HeldBack)]
    [InlineData(null, EventState.Investigating, true, true, false, true, EventVerdict.Undecided)]
    public void Each_is_one_of_four(Usefulness? mark, EventState state, bool shown, bool taken, bool worked, bool held, EventVerdict verdict) =>
        Assert.Equal(verdict, new EventFacts(mark, state, shown, taken, worked, held).Verdict);

    /// <summary>By hand: 6 of 10 that reached people, of 13 in all.</summary>
    [Fact]
    public void Quality_counts_what_is_undecided_as_not_good()
    {
        var quality = new AlertQuality(6, 3, 1);
        Assert.Equal((10, 0.6, 0.3), (quality.Reached, quality.ActionableShare.Value, quality.NoiseShare.Value));
        Assert.Null(new AlertQuality(0, 0, 0).ActionableShare.Value);
    }
}

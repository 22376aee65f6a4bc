using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Improve.Advice;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>What became of an event, who answers for it, and when noise keeps coming.</summary>
public sealed class JudgingNoise
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Usefulness.Actionable, EventState.Closed, false, false, false, null, 5, EventOutcome.Worked)]
    [InlineData(Usefulness.Noise, EventState.Closed, true, true, false, 1, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Closed, true, true, false, 1, 5, EventOutcome.Worked)]
    [InlineData(null, EventState.Closed, true, false, false, 1, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Closed, false, true, false, 1, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Closed, false, false, false, null, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Resolved, false, false, false, null, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Resolved, false, false, false, 5, 5, EventOutcome.Noise)]
    [InlineData(null, EventState.Resolved, false, false, false, 4, 5, EventOutcome.Undecided)]
    [InlineData(null, EventState.Resolved, false, false, false, null, null, EventOutcome.Undecided)]
    [InlineData(null, EventState.Prioritised, false, false, false, null, null, EventOutcome.Undecided)]
    [InlineData(null, EventState.Investigating, true, false, false, 1, null, EventOutcome.Undecided)]
    [InlineData(null, EventState.Resolved, false, false, true, null, 5, EventOutcome.HeldBack)]
    [InlineData(null, EventState.Closed, false, false, true, 1, 5, EventOutcome.Noise)]
    public void Every_event_is_in_exactly_one_class(Usefulness? marked, EventState state, bool acknowledged, bool work, bool held, int? shown, int? over, EventOutcome outcome) =>
        Assert.Equal(outcome, new EventFacts(marked, state, acknowledged, work, held, At(shown), At(over)).Judge());

    [Fact]
    public void What_stood_in_a_group_that_was_worked_is_no_noise() =>
        Assert.Equal(EventOutcome.Worked, new EventFacts(null, EventState.Closed, false, false, false, null, Monday, LeadIsWorked: true).Judge());

    [Fact]
    public void The_monitor_answers_before_the_rule_and_the_rule_before_the_alert()
    {
        var (labels, rule) = (LabelSet.From(("alertname", "Disk"), ("monitor", "MON-7")), Guid.Parse("0193a000-0000-7000-8000-000000000002"));
        Assert.Equal("Monitor/MON-7", RuleSubject.Of("monitor", rule, labels, "t").ToString());
        Assert.Equal($"Rule/{rule}", RuleSubject.Of("alertmanager", rule, labels, "t").ToString());
        Assert.Equal("Alert/alertmanager/Disk", RuleSubject.Of("alertmanager", null, labels, "t").ToString());
        Assert.Equal("Alert/syslog/Out of memory", RuleSubject.Of("syslog", null, LabelSet.Empty, "Out of memory").ToString());
        Assert.Equal(("alertmanager", "Disk"), RuleSubject.Parse("Alert/alertmanager/Disk")?.Alert);
    }

    [Theory]
    [InlineData("2026-03-02T00:00:00Z", "2026-03-02")]
    [InlineData("2026-03-01T23:59:59Z", "2026-02-23")]
    [InlineData("2026-03-02T00:30:00+01:00", "2026-02-23")]
    public void Weeks_begin_on_Monday_in_UTC(string at, string week) =>
        Assert.Equal(DateOnly.Parse(week, System.Globalization.CultureInfo.InvariantCulture), NoiseWeek.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Noise_of_every_Tuesday_night_is_a_time_of_the_week()
    {
        // Three Tuesdays at 2:10 and 2:40, and one on a Friday.
        DateTimeOffset[] noise = [.. Enumerable.Range(0, 3).SelectMany(week => new[] { Monday.AddDays((7 * week) + 1).AddMinutes(130), Monday.AddDays((7 * week) + 1).AddMinutes(160) }), Monday.AddDays(4).AddHours(9)];
        var found = RecurringTime.Find(noise, [Monday.AddHours(12)]);
        Assert.Equal(new RecurringTime(DayOfWeek.Tuesday, 2, 1, 6, 1), found);
        Assert.Equal(new DateTime(2026, 3, 3, 2, 0, 0), found!.NextStart(Monday));
        Assert.True(found.Holds(Monday.AddDays(1).AddHours(2)));
        Assert.False(found.Holds(Monday.AddDays(1).AddHours(3)));
        Assert.Null(RecurringTime.Find(noise, [Monday.AddDays(8).AddMinutes(135)]));
        Assert.Null(RecurringTime.Find([.. noise.Take(4)], []));
    }

    [Fact]
    public void Noise_of_every_night_is_a_time_of_the_day_even_over_midnight()
    {
        DateTimeOffset[] noise = [.. Enumerable.Range(0, 6).SelectMany(day => new[] { Monday.AddDays(day).AddHours(23.5), Monday.AddDays(day + 1).AddMinutes(20) })];
        Assert.Equal(new RecurringTime(null, 23, 2, 12, 0), RecurringTime.Find(noise, []));
    }

    [Fact]
    public void A_back_test_says_what_it_would_have_spared_and_missed()
    {
        Assert.Equal("Over the last 14 days it would have fired 3 instead of 41 times, and would have missed none of 2 that people worked on.", new BackTested(14, 41, 3, 2, 0).ToString());
        Assert.True(new BackTested(14, 41, 3, 2, 0).IsGood);
        Assert.False(new BackTested(14, 41, 3, 2, 1).IsGood);
        Assert.False(new BackTested(14, 3, 3, 0, 0).IsGood);
    }

    private static DateTimeOffset? At(int? minute) => minute is { } passed ? Monday.AddMinutes(passed) : null;
}

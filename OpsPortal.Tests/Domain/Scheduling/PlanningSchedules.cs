using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Tests.Domain.Scheduling;

/// <summary>What can be planned, what cannot and why, and how it is said.</summary>
public sealed class PlanningSchedules
{
    private static readonly DateTime Sunday = new(2026, 12, 6, 22, 0, 0);

    private static readonly Gen<string> AnyRule =
        from frequency in Gen.Elements("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
        from interval in Gen.Choose(1, 4)
        from part in Gen.Elements("", ";BYMONTHDAY=1,-1", ";BYMONTH=2,6,12", ";BYDAY=MO,FR")
        from end in Gen.Elements(";COUNT=17", ";UNTIL=20280704", ";UNTIL=20280229T120000Z")
        where !(frequency == "WEEKLY" && part.Contains("MONTHDAY", StringComparison.Ordinal))
        select $"FREQ={frequency};INTERVAL={interval}{part}{end}";

    private static readonly Gen<int> AnyDay = Gen.Choose(0, 1200);

    [Fact]
    public void A_range_holds_exactly_what_all_of_the_schedule_has_in_it() => Prop.ForAll(Arb.From(AnyRule), Arb.From(AnyDay), Arb.From(Gen.Elements("Europe/Berlin", "Australia/Lord_Howe", "UTC")), (rule, day, zone) =>
    {
        if (Create(rule, zone) is not Outcome<Schedule>.Done(var schedule)) return true;
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day);
        var to = from.AddDays(40);
        var all = schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).ToList();
        return schedule.Between(from, to).SequenceEqual(all.Where(occurrence => occurrence.Overlaps(from, to)))
            && schedule.NowOrNext(from) == all.Where(occurrence => occurrence.End > from).Select(occurrence => (Occurrence?)occurrence).FirstOrDefault()
            && all.Zip(all.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
            && all.TrueForAll(occurrence => occurrence.End - occurrence.Start == schedule.Duration) && all[^1].End <= schedule.EndsAt;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_written_reads_back_as_the_same_rule() => Prop.ForAll(Arb.From(AnyRule), rule =>
        RecurrenceText.Parse(rule) is not Outcome<Recurrence>.Done(var read) || (RecurrenceText.Parse(read.ToString()) is Outcome<Recurrence>.Done(var again) && again.ToString() == read.ToString())).QuickCheckThrowOnFailure();

    [Fact]
    public void A_schedule_that_was_kept_has_the_same_times() => Prop.ForAll(Arb.From(AnyRule), rule =>
    {
        if (Create(rule, "Europe/Berlin") is not Outcome<Schedule>.Done(var made)) return true;
        var kept = Schedule.Kept(made.LocalStart, made.Zone, made.Duration, made.Recurrence, made.Exceptions, made.Last);
        return kept.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).SequenceEqual(made.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)) && kept.EndsAt == made.EndsAt;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("FREQ=HOURLY;COUNT=3", "schedule.too-often")]
    [InlineData("FREQ=SECONDLY", "schedule.too-often")]
    [InlineData("FREQ=DAILY", "schedule.no-end")]
    [InlineData("FREQ=DAILY;COUNT=3;UNTIL=20270101", "schedule.two-ends")]
    [InlineData("FREQ=DAILY;COUNT=0", "schedule.bad-rule")]
    [InlineData("FREQ=DAILY;COUNT=99999999999", "schedule.bad-rule")]
    [InlineData("FREQ=DAILY;COUNT=10001", "schedule.bad-rule")]
    [InlineData("FREQ=DAILY;INTERVAL=0;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=DAILY;INTERVAL=-1;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=MONTHLY;BYDAY=6MO;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=MONTHLY;BYDAY=0MO;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1;COUNT=3", "schedule.bad-rule")]
    [InlineData("FREQ=DAILY;BYHOUR=1,2,3;COUNT=3", "schedule.rule-not-supported")]
    [InlineData("FREQ=DAILY;COUNT=3;COUNT=4", "schedule.bad-rule")]
    [InlineData("FREQ=FORTNIGHTLY;COUNT=3", "schedule.bad-rule")]
    [InlineData("every day", "schedule.no-rule")]
    [InlineData("", "schedule.no-rule")]
    public void A_rule_that_is_none_never_ends_or_explodes_is_refused(string rule, string code) => Assert.Equal(code, RecurrenceText.Parse(rule).Refusal?.Code);

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "schedule.no-occurrence")]
    [InlineData("FREQ=DAILY;UNTIL=20261201", "schedule.no-occurrence")]
    [InlineData("FREQ=DAILY;UNTIL=20990101", "schedule.reaches-too-far")]
    [InlineData("FREQ=YEARLY;COUNT=40", "schedule.reaches-too-far")]
    public void A_rule_without_a_date_or_beyond_all_bounds_is_refused(string rule, string code) => Assert.Equal(code, Create(rule, "Europe/Berlin").Refusal?.Code);

    [Fact]
    public void A_time_that_lasts_into_the_next_is_refused_and_one_that_only_touches_is_not()
    {
        Assert.Equal("schedule.overlaps", Create("FREQ=DAILY;COUNT=5", "UTC", hours: 25).Refusal?.Code);
        Assert.Equal("schedule.overlaps", Create("FREQ=WEEKLY;BYDAY=SU,MO;COUNT=5", "UTC", hours: 30).Refusal?.Code);
        Assert.Null(Create("FREQ=DAILY;COUNT=5", "UTC", hours: 24).Refusal);

        // The day of the change has 23 hours: then, and only then, 24 of them are too many.
        Assert.Null(Create("FREQ=DAILY;COUNT=30", "Europe/Berlin", hours: 24).Refusal);
        Assert.Equal("schedule.overlaps", Create("FREQ=DAILY;COUNT=200", "Europe/Berlin", hours: 24).Refusal?.Code);
    }

    [Fact]
    public void An_unknown_zone_an_offset_and_an_end_before_the_start_are_refused()
    {
        foreach (var zone in (string[])["Mars/Olympus", "UTC+2", "+02:00", "", "<script>"]) Assert.Equal("schedule.unknown-zone", Schedule.Create(Sunday, zone, TimeSpan.FromHours(1)).Refusal?.Code);
        Assert.Equal("schedule.ends-before-start", Schedule.Create(Sunday, "UTC", TimeSpan.Zero).Refusal?.Code);
        Assert.Equal("schedule.ends-before-start", Schedule.Create(Sunday, "UTC", TimeSpan.FromHours(-1)).Refusal?.Code);
        Assert.Equal("schedule.too-long", Schedule.Create(Sunday, "UTC", TimeSpan.FromDays(400)).Refusal?.Code);
    }

    [Fact]
    public void Dates_left_out_do_not_take_place_but_count()
    {
        var schedule = Assert.IsType<Outcome<Schedule>.Done>(Schedule.Create(Sunday, "UTC", TimeSpan.FromHours(1), Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse("FREQ=WEEKLY;COUNT=3")).Value, [new(2026, 12, 13)])).Value;
        Assert.Equal([new DateTime(2026, 12, 6, 22, 0, 0), new DateTime(2026, 12, 20, 22, 0, 0)], schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(occurrence => occurrence.LocalStart));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=20271231", "Every 2 weeks on Sunday, from 22:00 for 4 h, Europe/Berlin, until 31 December 2027.")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1SU;COUNT=3", "Every month on the last Sunday, from 22:00 for 4 h, Europe/Berlin, 3 times, the last on 28 February 2027.")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", "Every month on day last of the month, from 22:00 for 4 h, Europe/Berlin, 2 times, the last on 31 January 2027.")]
    [InlineData("FREQ=DAILY;COUNT=5", "Every day, from 22:00 for 4 h, Europe/Berlin, 5 times, the last on 10 December 2026.")]
    public void It_is_said_in_plain_words(string rule, string words) => Assert.Equal(words, ScheduleWords.Say(Assert.IsType<Outcome<Schedule>.Done>(Create(rule, "Europe/Berlin", hours: 4)).Value));

    private static Outcome<Schedule> Create(string rule, string zone, int hours = 1) =>
        Schedule.Create(Sunday, zone, TimeSpan.FromHours(hours), Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse(rule)).Value);
}

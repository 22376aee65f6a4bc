using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Tests.Domain.Scheduling;

/// <summary>One time of a rule goes its own way; all others are as they were, whatever the clocks do.</summary>
public sealed class MovingOneTime
{
    private static readonly DateTime Night = new(2026, 10, 18, 2, 30, 0);

    /// <summary>Rules that reach across both changes of the clocks, at an hour that is skipped in spring and comes twice in autumn.</summary>
    private static readonly Gen<Schedule> AnySchedule =
        from rule in Gen.Elements("FREQ=DAILY;COUNT=200", "FREQ=DAILY;INTERVAL=3;COUNT=90", "FREQ=WEEKLY;COUNT=40", "FREQ=WEEKLY;BYDAY=SU,WE;COUNT=60", "FREQ=MONTHLY;BYDAY=-1SU;COUNT=12", "FREQ=MONTHLY;BYMONTHDAY=31;UNTIL=20280101")
        from zone in Gen.Elements("Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "UTC")
        from hour in Gen.Elements(0, 2, 13)
        from minutes in Gen.Choose(15, 180)
        select Planned(rule, zone, Night.Date.AddHours(hour).AddMinutes(30), TimeSpan.FromMinutes(minutes));

    private static readonly Gen<(int Which, int Days, int Minutes, int Length)> AnyMove =
        from which in Gen.Choose(0, 199)
        from days in Gen.OneOf(Gen.Choose(-3, 3), Gen.Choose(-3, 3), Gen.Choose(-400, 400))
        from minutes in Gen.Choose(-600, 600)
        from length in Gen.Choose(1, 600)
        select (which, days, minutes, length);

    [Fact]
    public void Leaves_all_others_as_they_were_and_is_where_it_was_put() => Prop.ForAll(Arb.From(AnySchedule), Arb.From(AnyMove), (schedule, move) =>
    {
        var before = All(schedule);
        var one = before[move.Which % before.Count];
        var to = one.LocalStart.AddDays(move.Days).AddMinutes(move.Minutes);
        var length = TimeSpan.FromMinutes(move.Length);
        if (schedule.Moving(one.Date, to, length) is not Outcome<Schedule>.Done(var moved))
        {
            // Only because it would share a moment with another.
            var start = Zones.ToInstant(to, schedule.Zone);
            return before.Exists(other => other.Date != one.Date && other.Overlaps(start, start + length));
        }

        var after = All(moved);
        var there = after.Single(time => time.Date == one.Date);
        return after.Where(time => time.Date != one.Date).SequenceEqual(before.Where(time => time.Date != one.Date))
            && Zones.ToInstant(to, schedule.Zone) == there.Start && there.End - there.Start == length
            && (there.MovedFrom == one.Start || there == one)
            && after.Zip(after.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
            && moved.BeginsAt <= after[0].Start && moved.EndsAt >= after[^1].End && moved.TimeOf(one.Date) == there;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_holds_exactly_what_all_of_it_has_in_it_also_what_was_moved() => Prop.ForAll(Arb.From(AnySchedule), Arb.From(Gen.ArrayOf(AnyMove, 4)), Arb.From(Gen.Choose(-30, 700)), (schedule, moves, day) =>
    {
        var moved = moves.Aggregate(schedule, Moved);
        var all = All(moved);
        var from = new DateTimeOffset(2026, 10, 18, 0, 0, 0, TimeSpan.Zero).AddDays(day);
        var to = from.AddDays(10);
        return moved.Between(from, to).SequenceEqual(all.Where(time => time.Overlaps(from, to)))
            && moved.NowOrNext(from) == all.Where(time => time.End > from).Select(time => (Occurrence?)time).FirstOrDefault()
            && all.TrueForAll(time => moved.Starting(time.Start) == time);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Moving_it_back_makes_it_what_it_was() => Prop.ForAll(Arb.From(AnySchedule), Arb.From(AnyMove), (schedule, move) =>
    {
        var before = All(schedule);
        var one = before[move.Which % before.Count];
        var back = Assert.IsType<Outcome<Schedule>.Done>(Moved(schedule, move).Moving(one.Date, one.LocalStart, one.End - one.Start)).Value;
        return back.Moved.Count == 0 && All(back).SequenceEqual(before) && back.EndsAt == schedule.EndsAt && back.BeginsAt == schedule.BeginsAt;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_kept_has_the_same_times() => Prop.ForAll(Arb.From(AnySchedule), Arb.From(AnyMove), (schedule, move) =>
    {
        var made = Moved(schedule, move);
        var kept = Schedule.Kept(made.LocalStart, made.Zone, made.Duration, made.Recurrence, made.Exceptions, made.Last, made.Moved);
        return All(kept).SequenceEqual(All(made)) && kept.EndsAt == made.EndsAt;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_stays_at_its_local_hour_on_the_other_side_of_the_change()
    {
        var weekly = Planned("FREQ=WEEKLY;COUNT=4", "Europe/Berlin", new(2026, 10, 18, 22, 0, 0), TimeSpan.FromHours(2));
        var moved = Assert.IsType<Outcome<Schedule>.Done>(weekly.Moving(new(2026, 10, 18), new(2026, 10, 26, 20, 0, 0), TimeSpan.FromHours(3))).Value;
        var there = All(moved)[1];
        Assert.Equal((new DateTimeOffset(2026, 10, 26, 19, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 18, 20, 0, 0, TimeSpan.Zero), new DateOnly(2026, 10, 18)), (there.Start, there.MovedFrom, there.Date));
        Assert.Equal("Every week on Sunday, from 22:00 for 2 h, Europe/Berlin, 4 times, the last on 8 November 2026; but that of 18 October 2026 on 26 October 2026 from 20:00 for 3 h.", ScheduleWords.Say(moved));
    }

    [Fact]
    public void A_date_that_is_none_of_its_own_a_length_that_is_none_and_another_time_in_the_way_are_refused()
    {
        var weekly = Planned("FREQ=WEEKLY;COUNT=4", "UTC", Night, TimeSpan.FromHours(1), [new(2026, 10, 25)]);
        Assert.Equal("schedule.no-such-time", weekly.Moving(new(2026, 10, 19), Night, TimeSpan.FromHours(1)).Refusal?.Code);
        Assert.Equal("schedule.no-such-time", weekly.Moving(new(2026, 10, 25), Night, TimeSpan.FromHours(1)).Refusal?.Code);
        Assert.Equal("schedule.no-such-time", weekly.Moving(new(2027, 10, 24), Night, TimeSpan.FromHours(1)).Refusal?.Code);
        Assert.Equal("schedule.ends-before-start", weekly.Moving(new(2026, 11, 1), Night, TimeSpan.Zero).Refusal?.Code);
        Assert.Equal("schedule.overlaps", weekly.Moving(new(2026, 11, 1), Night.AddMinutes(59), TimeSpan.FromHours(1)).Refusal?.Code);
        Assert.Null(weekly.Moving(new(2026, 11, 1), Night.AddMinutes(60), TimeSpan.FromHours(1)).Refusal);
        Assert.Null(weekly.Moving(new(2026, 11, 1), Night.AddDays(7), TimeSpan.FromHours(1)).Refusal);
        Assert.Equal("schedule.no-such-time", Assert.IsType<Outcome<Schedule>.Done>(Schedule.Create(Night, "UTC", TimeSpan.FromHours(1))).Value.Moving(new(2026, 10, 18), Night.AddDays(1), TimeSpan.FromHours(1)).Refusal?.Code);
    }

    [Fact]
    public void A_time_whose_date_the_rule_no_longer_has_goes_with_it()
    {
        MovedTime[] moved = [new(new(2026, 10, 25), Night.AddDays(8), TimeSpan.FromHours(1)), new(new(2026, 10, 20), Night.AddDays(3), TimeSpan.FromHours(1))];
        var rule = Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse("FREQ=WEEKLY;COUNT=4")).Value;
        Assert.Equal([moved[0]], Assert.IsType<Outcome<Schedule>.Done>(Schedule.Create(Night, "UTC", TimeSpan.FromHours(1), rule, [], moved)).Value.Moved);
        Assert.Empty(Assert.IsType<Outcome<Schedule>.Done>(Schedule.Create(Night, "UTC", TimeSpan.FromHours(1), rule, [new(2026, 10, 25)], moved)).Value.Moved);
    }

    private static List<Occurrence> All(Schedule schedule) => [.. schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];

    /// <summary>With one time moved; as it was where that is refused.</summary>
    private static Schedule Moved(Schedule schedule, (int Which, int Days, int Minutes, int Length) move)
    {
        var all = All(schedule);
        var one = all[move.Which % all.Count];
        return schedule.Moving(one.Date, one.LocalStart.AddDays(move.Days).AddMinutes(move.Minutes), TimeSpan.FromMinutes(move.Length)) is Outcome<Schedule>.Done(var moved) ? moved : schedule;
    }

    private static Schedule Planned(string rule, string zone, DateTime start, TimeSpan duration, IReadOnlyList<DateOnly>? without = null) =>
        Assert.IsType<Outcome<Schedule>.Done>(Schedule.Create(start, zone, duration, Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse(rule)).Value, without)).Value;
}

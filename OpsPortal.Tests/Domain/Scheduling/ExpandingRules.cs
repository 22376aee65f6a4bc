using System.Globalization;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using Occurrence = OpsPortal.Domain.Scheduling.Occurrence;

namespace OpsPortal.Tests.Domain.Scheduling;

/// <summary>The dates of a rule over twenty years, held against Ical.Net, an implementation of somebody else.</summary>
public sealed class ExpandingRules
{
    private static readonly string[] TimeZones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu", "UTC"];

    private static readonly string[] Rules =
    [
        "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=2;BYMONTH=3,10,11", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYMONTHDAY=1,15,-1",
        "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU", "FREQ=WEEKLY;INTERVAL=5;BYDAY=WE",
        "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=1,-2", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYDAY=2TU,4TU", "FREQ=MONTHLY;INTERVAL=3;BYDAY=5FR",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1", "FREQ=MONTHLY;BYMONTHDAY=10,20,30;BYSETPOS=2",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,7;BYMONTHDAY=1", "FREQ=YEARLY;BYDAY=20MO", "FREQ=YEARLY;BYMONTH=10;BYDAY=SA,SU;BYSETPOS=-1",
    ];

    public static TheoryData<string> All => [.. TimeZones];

    /// <summary>In the middle of the night, where clocks are changed, and by day.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Finds_what_another_implementation_finds_over_twenty_years(string zone)
    {
        foreach (var rule in Rules)
        {
            foreach (var time in (TimeSpan[])[new(0, 30, 0), new(2, 30, 0), new(14, 0, 0)])
            {
                var schedule = Schedule($"{rule};UNTIL=20450101", new DateTime(2025, 1, 1) + time, zone);
                var ours = schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).ToList();
                Assert.NotEmpty(ours);

                // What a rule means before its first date is where implementations differ; from there on none may.
                var theirs = Theirs(rule, ours[0].LocalStart, zone, ours.Count).ToList();
                Assert.Equal(theirs.Select(found => found.Local), ours.Select(found => Zones.ToLocal(found.Start, zone)));
                Assert.Equal(theirs.Select(found => found.Start), ours.Select(found => found.Start));
            }
        }
    }

    /// <summary>At every change of the clocks within twenty years, as the zone's own rules tell it.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_skipped_time_moves_forward_by_the_gap_and_a_repeated_one_is_the_first(string zone)
    {
        var rules = DateTimeZoneProviders.Tzdb[zone];
        var changes = rules.GetZoneIntervals(Instant.FromUtc(2025, 1, 1, 0, 0), Instant.FromUtc(2045, 1, 1, 0, 0)).Where(interval => interval.HasStart).Skip(1).ToList();
        foreach (var after in changes)
        {
            var before = rules.GetZoneInterval(after.Start - NodaTime.Duration.Epsilon);
            var (jump, wall) = (after.WallOffset - before.WallOffset, after.Start.WithOffset(before.WallOffset).LocalDateTime);
            if (jump > Offset.Zero)
            {
                var within = wall.PlusTicks(jump.Ticks / 2).ToDateTimeUnspecified();
                var start = Zones.ToInstant(within, zone);
                Assert.Equal(0, Zones.TimesShown(within, zone));
                Assert.Equal(within + jump.ToTimeSpan(), Zones.ToLocal(start, zone));
            }
            else if (jump < Offset.Zero)
            {
                var twice = wall.PlusTicks(jump.Ticks / 2).ToDateTimeUnspecified();
                Assert.Equal(2, Zones.TimesShown(twice, zone));
                Assert.Equal(before.WallOffset.ToTimeSpan(), Zones.OffsetAt(Zones.ToInstant(twice, zone), zone));
            }
        }

        Assert.Equal(zone is "Europe/Berlin" or "America/New_York" or "Australia/Lord_Howe", changes.Count > 0);
    }

    [Fact]
    public void A_nightly_window_stays_at_its_local_hour_across_both_changes_and_lasts_as_long()
    {
        var schedule = Schedule("FREQ=DAILY;COUNT=300", new(2026, 3, 27, 1, 30, 0), "Europe/Berlin", hours: 2);
        foreach (var occurrence in schedule.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue))
        {
            Assert.Equal(new TimeSpan(1, 30, 0), Zones.ToLocal(occurrence.Start, "Europe/Berlin").TimeOfDay);
            Assert.Equal(TimeSpan.FromHours(2), occurrence.End - occurrence.Start);
        }
    }

    [Fact]
    public void The_skipped_hour_of_Berlin_is_an_hour_later_and_the_repeated_one_is_summer_time()
    {
        var spring = Schedule("FREQ=DAILY;COUNT=3", new(2026, 3, 28, 2, 30, 0), "Europe/Berlin").Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).ToList();
        Assert.Equal([At("2026-03-28T01:30Z"), At("2026-03-29T01:30Z"), At("2026-03-30T00:30Z")], spring.Select(occurrence => occurrence.Start));
        var autumn = Schedule("FREQ=DAILY;COUNT=3", new(2026, 10, 24, 2, 30, 0), "Europe/Berlin").Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).ToList();
        Assert.Equal([At("2026-10-24T00:30Z"), At("2026-10-25T00:30Z"), At("2026-10-26T01:30Z")], autumn.Select(occurrence => occurrence.Start));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<(DateTime Local, DateTimeOffset Start)> Theirs(string rule, DateTime first, string zone, int count)
    {
        var start = new CalDateTime(first, zone);
        var entry = new CalendarEvent { Start = start, RecurrenceRule = new RecurrencePattern(rule) };
        return entry.GetOccurrences(start).Take(count).Select(found => (found.Period.StartTime.Value, new DateTimeOffset(DateTime.SpecifyKind(found.Period.StartTime.AsUtc, DateTimeKind.Utc))));
    }

    private static Schedule Schedule(string rule, DateTime start, string zone, int hours = 1) => Assert.IsType<Outcome<Schedule>.Done>(
        OpsPortal.Domain.Scheduling.Schedule.Create(start, zone, TimeSpan.FromHours(hours), Assert.IsType<Outcome<Recurrence>.Done>(RecurrenceText.Parse(rule)).Value)).Value;
}

using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Improve.Schedules;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;

namespace OpsPortal.Tests.Domain.Improve;

/// <summary>When a report is due, and about which days it is then; worked out by hand.</summary>
public sealed class DueTimesOfReports
{
    private static readonly Actor Mia = new(new PersonId(Guid.Parse("0193a000-0000-7000-8000-000000000007")), "Mia", "mia@example.org", Permissions.All, "");

    [Theory]
    // The clock goes from 2:00 to 3:00 on 29 March: six in the morning is an hour earlier for UTC from then on.
    [InlineData(Rhythm.Daily, 0, "06:00", "Europe/Berlin", "2026-03-28T05:00Z", "2026-03-29T04:00Z")]
    // Half past two does not exist on that day, and is half past three.
    [InlineData(Rhythm.Daily, 0, "02:30", "Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:30Z")]
    [InlineData(Rhythm.Daily, 0, "02:30", "Europe/Berlin", "2026-03-29T01:30Z", "2026-03-30T00:30Z")]
    // On 25 October it exists twice; the first counts, and it is not due a second time.
    [InlineData(Rhythm.Daily, 0, "02:30", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z")]
    [InlineData(Rhythm.Daily, 0, "02:30", "Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData(Rhythm.Weekly, 1, "09:00", "America/New_York", "2026-03-01T00:00Z", "2026-03-02T14:00Z")]
    [InlineData(Rhythm.Weekly, 1, "09:00", "America/New_York", "2026-03-02T14:00Z", "2026-03-09T13:00Z")]
    [InlineData(Rhythm.Weekly, 7, "23:59", "UTC", "2026-03-02T00:00Z", "2026-03-08T23:59Z")]
    [InlineData(Rhythm.Monthly, 1, "00:00", "Pacific/Kiritimati", "2026-03-15T00:00Z", "2026-03-31T10:00Z")]
    [InlineData(Rhythm.Monthly, 31, "08:00", "UTC", "2026-01-31T08:00Z", "2026-02-28T08:00Z")]
    [InlineData(Rhythm.Monthly, 31, "08:00", "UTC", "2026-02-28T08:00Z", "2026-03-31T08:00Z")]
    [InlineData(Rhythm.Monthly, 31, "08:00", "UTC", "2026-03-31T08:00Z", "2026-04-30T08:00Z")]
    [InlineData(Rhythm.Monthly, 30, "08:00", "UTC", "2028-02-01T00:00Z", "2028-02-29T08:00Z")]
    public void The_next_time_is_after_an_instant(Rhythm rhythm, int day, string at, string zone, string after, string next)
    {
        var table = Table(rhythm, day, at, zone);
        Assert.Equal(At(next), table.Next(At(after)));
        Assert.Equal(At(next), table.Latest(At(next)));
        Assert.True(table.Latest(At(next).AddTicks(-1)) <= At(after));
    }

    [Theory]
    [InlineData(RelativePeriod.Yesterday, "2026-03-01T06:00Z", "2026-02-28", "2026-02-28")]
    [InlineData(RelativePeriod.LastSevenDays, "2026-03-05T06:00Z", "2026-02-26", "2026-03-04")]
    [InlineData(RelativePeriod.LastThirtyDays, "2026-03-05T06:00Z", "2026-02-03", "2026-03-04")]
    [InlineData(RelativePeriod.LastWeek, "2026-03-05T06:00Z", "2026-02-23", "2026-03-01")]
    [InlineData(RelativePeriod.LastWeek, "2026-03-02T06:00Z", "2026-02-23", "2026-03-01")]
    [InlineData(RelativePeriod.LastMonth, "2026-03-31T06:00Z", "2026-02-01", "2026-02-28")]
    [InlineData(RelativePeriod.LastMonth, "2026-01-01T06:00Z", "2025-12-01", "2025-12-31")]
    // In Berlin it is the first of the month already.
    [InlineData(RelativePeriod.LastMonth, "2026-04-30T22:30Z", "2026-04-01", "2026-04-30")]
    [InlineData(RelativePeriod.LastQuarter, "2026-05-10T06:00Z", "2026-01-01", "2026-03-31")]
    [InlineData(RelativePeriod.LastQuarter, "2026-01-10T06:00Z", "2025-10-01", "2025-12-31")]
    public void A_period_is_seen_from_the_local_day_on_which_it_is_due(RelativePeriod relative, string due, string from, string to)
    {
        var period = Assert.IsType<Outcome<ReportPeriod>.Done>(relative.At(At(due), "Europe/Berlin")).Value;
        Assert.Equal((from, to), ($"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}"));
    }

    [Fact]
    public void What_was_missed_is_made_up_for_once_by_the_latest_time()
    {
        var schedule = Entered(Table(Rhythm.Daily, 0, "06:00", "UTC"), At("2026-03-01T12:00Z"));
        Assert.Null(schedule.TakeDue(At("2026-03-02T05:59Z")));
        Assert.Equal(At("2026-03-06T06:00Z"), schedule.TakeDue(At("2026-03-07T05:00Z")));
        Assert.Null(schedule.TakeDue(At("2026-03-07T05:00Z")));
        Assert.Equal(At("2026-03-07T06:00Z"), schedule.DueAt);
    }

    [Fact]
    public void A_pause_leaves_out_what_is_due_meanwhile()
    {
        var schedule = Entered(Table(Rhythm.Daily, 0, "06:00", "UTC"), At("2026-03-01T12:00Z"));
        schedule.Pause(Mia, At("2026-03-01T13:00Z"));
        Assert.Null(schedule.TakeDue(At("2026-03-05T12:00Z")));
        Assert.Equal("report-schedule.paused-already", schedule.Pause(Mia, At("2026-03-05T12:00Z")).Refusal?.Code);
        schedule.Resume(Mia, At("2026-03-05T12:00Z"));
        Assert.Equal(At("2026-03-06T06:00Z"), schedule.DueAt);
        Assert.Equal("report-schedule.not-paused", schedule.Resume(Mia, At("2026-03-05T12:00Z")).Refusal?.Code);
    }

    [Fact]
    public void Whoever_saves_it_answers_for_it_and_a_key_without_a_person_cannot()
    {
        var schedule = Entered(Table(Rhythm.Daily, 0, "06:00", "UTC"), At("2026-03-01T12:00Z"));
        var otto = new Actor(new PersonId(Guid.Parse("0193a000-0000-7000-8000-000000000008")), "Otto", "", Permissions.All, "");
        schedule.Edit(schedule.Plan, otto, At("2026-03-01T13:00Z"));
        Assert.Equal(("Otto", otto.Person), (schedule.OwnerName, schedule.Owner));
        Assert.Equal("report-schedule.no-owner", ReportSchedule.Enter(new(2), schedule.Plan, Mia with { Person = null }, At("2026-03-01T12:00Z")).Refusal?.Code);
    }

    [Theory]
    [InlineData("ada@example.org, Ada <ada@example.org>", "report-schedule.invalid-recipients")]
    [InlineData("", "report-schedule.invalid-recipients")]
    [InlineData("ada@example.org\r\nBcc: all@example.org", "report-schedule.invalid-recipients")]
    public void Addresses_that_are_none_are_refused(string address, string code) => Assert.Equal(code, (Draft() with { Recipients = [address] }).Check().Refusal?.Code);

    [Fact]
    public void An_address_counts_once_and_fifty_are_the_most()
    {
        Assert.Equal(["ada@example.org"], Assert.IsType<Outcome<ReportScheduleDraft>.Done>((Draft() with { Recipients = ["ada@example.org", " ADA@Example.org ", ""] }).Check()).Value.Recipients);
        Assert.Null((Draft() with { Recipients = [.. Enumerable.Range(0, 50).Select(at => $"a{at}@example.org")] }).Check().Refusal);
        Assert.Equal("report-schedule.invalid-recipients", (Draft() with { Recipients = [.. Enumerable.Range(0, 51).Select(at => $"a{at}@example.org")] }).Check().Refusal?.Code);
    }

    [Theory]
    [InlineData(Rhythm.Weekly, 0, "UTC", "report-schedule.invalid-day")]
    [InlineData(Rhythm.Weekly, 8, "UTC", "report-schedule.invalid-day")]
    [InlineData(Rhythm.Monthly, 32, "UTC", "report-schedule.invalid-day")]
    [InlineData(Rhythm.Daily, 0, "Mars", "report-schedule.invalid-zone")]
    [InlineData((Rhythm)9, 0, "UTC", "report-schedule.invalid-rhythm")]
    public void A_timetable_that_cannot_be_is_refused(Rhythm rhythm, int day, string zone, string code) => Assert.Equal(code, (Draft() with { Timetable = Table(rhythm, day, "06:00", zone) }).Check().Refusal?.Code);

    [Fact]
    public void Without_any_format_there_is_nothing_to_send() => Assert.Equal("report-schedule.invalid-format", (Draft() with { Pdf = false, Excel = false }).Check().Refusal?.Code);

    private static ReportSchedule Entered(Timetable table, DateTimeOffset now) => Assert.IsType<Outcome<ReportSchedule>.Done>(ReportSchedule.Enter(new(1), Draft() with { Timetable = table }, Mia, now)).Value;

    private static ReportScheduleDraft Draft() => new() { Report = "event-volume", Recipients = ["ada@example.org"] };

    private static Timetable Table(Rhythm rhythm, int day, string at, string zone) => new(rhythm, day, TimeOnly.ParseExact(at, "HH:mm", CultureInfo.InvariantCulture), zone);

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

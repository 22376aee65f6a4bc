using System.Text;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Domain.Scheduling.Files;

namespace OpsPortal.Tests.Domain.Scheduling;

/// <summary>Calendar files: written so that any program reads them, read so that nothing in them does harm.</summary>
public sealed class ExchangingCalendars
{
    private static readonly DateTimeOffset Start = new(2026, 12, 6, 21, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_written_is_folded_escaped_and_read_back_by_another_program()
    {
        var title = "Grüße; a, b \\ c\nzweite Zeile " + new string('ü', 200);
        var file = IcsWriter.Write("Portal", [new("MW-1@opsportal", 7, title, "Why", "https://portal.example/maintenance/MW-1", Start, Start.AddHours(4), Start, true, "maintenance")]);
        Assert.All(file.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\n', file.Replace("\r\n", "", StringComparison.Ordinal));
        var read = Assert.Single(Ical.Net.Calendar.Load(file)!.Events);
        Assert.Equal((title, "MW-1@opsportal", 7, "CANCELLED"), (read.Summary, read.Uid, read.Sequence, read.Status));
        Assert.Equal(Start.UtcDateTime, read.Start!.AsUtc);
        Assert.Equal(Start.AddHours(4).UtcDateTime, read.End!.AsUtc);
    }

    [Fact]
    public void Events_are_read_with_their_zone_rule_and_dates_left_out()
    {
        var read = Assert.Single(Read("""
            BEGIN:VEVENT
            UID:1
            SUMMARY:Patch the
              databases\, all
            DTSTART;TZID=Europe/Berlin:20261206T220000
            DTEND;TZID=Europe/Berlin:20261207T020000
            RRULE:FREQ=WEEKLY;COUNT=3
            EXDATE;TZID=Europe/Berlin:20261213T220000
            BEGIN:VALARM
            TRIGGER:-PT15M
            SUMMARY:not this
            END:VALARM
            END:VEVENT
            """));
        Assert.Equal("Patch the databases, all", read.Summary);
        Assert.Equal([Start, Start.AddDays(14)], Assert.IsType<Schedule>(read.Schedule).Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Select(occurrence => occurrence.Start));
    }

    [Theory]
    [InlineData("DTSTART:20261206T220000Z\nDTEND:20261206T210000Z", "schedule.ends-before-start")]
    [InlineData("DTSTART;TZID=Nowhere/Land:20261206T220000\nDURATION:PT1H", "schedule.unknown-zone")]
    [InlineData("DTSTART:yesterday\nDURATION:PT1H", "calendar.bad-time")]
    [InlineData("DURATION:PT1H", "calendar.no-start")]
    [InlineData("DTSTART:20261206T220000Z", "calendar.no-end")]
    [InlineData("DTSTART:20261206T220000Z\nDURATION:soon", "calendar.no-end")]
    [InlineData("DTSTART:20261206T220000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY", "schedule.no-end")]
    [InlineData("DTSTART:20261206T220000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY;COUNT=100000", "schedule.too-often")]
    [InlineData("DTSTART:20261206T220000Z\nDURATION:P2D\nRRULE:FREQ=DAILY;COUNT=5", "schedule.overlaps")]
    [InlineData("DTSTART:20261206T220000Z\nDURATION:PT1H\nRDATE:20261207T220000Z", "schedule.rule-not-supported")]
    public void What_cannot_be_planned_says_why(string lines, string code) => Assert.Equal(code, Assert.Single(Read($"BEGIN:VEVENT\n{lines}\nEND:VEVENT")).Why?.Code);

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>", "calendar.no-calendar")]
    [InlineData("", "calendar.no-calendar")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR", "calendar.no-events")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261206T220000Z", "calendar.cut-off")]
    public void What_is_no_calendar_is_refused(string text, string code) => Assert.Equal(code, IcsReader.Read(text, "UTC").Refusal?.Code);

    [Fact]
    public void More_events_or_more_text_than_allowed_is_refused_as_a_whole()
    {
        var one = "BEGIN:VEVENT\nDTSTART:20261206T220000Z\nDURATION:PT1H\nEND:VEVENT\n";
        Assert.Equal("calendar.too-many", IcsReader.Read($"BEGIN:VCALENDAR\n{string.Concat(Enumerable.Repeat(one, IcsReader.MaxEvents + 1))}END:VCALENDAR", "UTC").Refusal?.Code);
        Assert.Equal("calendar.too-large", IcsReader.Read(new string('x', IcsReader.MaxBytes + 1), "UTC").Refusal?.Code);
    }

    private static IReadOnlyList<IcsRead> Read(string events) => Assert.IsType<Outcome<IReadOnlyList<IcsRead>>.Done>(IcsReader.Read($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}\r\nEND:VCALENDAR\r\n", "UTC")).Value;
}

using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling;

/// <summary>Why something cannot be planned like that.</summary>
public static class ScheduleRefusals
{
    public static Refusal UnknownZone(string zone) => new("schedule.unknown-zone", $"There is no time zone \"{Short(zone)}\"; write one as Europe/Berlin or UTC.");

    public static Refusal EndsBeforeStart() => new("schedule.ends-before-start", "It has to end after it starts.");

    public static Refusal TooLong() => new("schedule.too-long", $"It lasts longer than {Schedule.Longest.TotalDays:0} days.");

    public static Refusal BadStart() => new("schedule.bad-start", "Choose a start between the years 2000 and 2200.");

    public static Refusal TooManyExceptions() => new("schedule.too-many-exceptions", $"At most {Schedule.MostExceptions} dates can be left out.");

    public static Refusal NoRule(string text) => new("schedule.no-rule", $"\"{Short(text)}\" is no rule; write one as FREQ=WEEKLY;BYDAY=SU;COUNT=10.");

    public static Refusal BadPart(string name, string allowed) => new("schedule.bad-rule", $"{Short(name)} in the rule has to be {allowed}.");

    public static Refusal NotSupported(string name) => new("schedule.rule-not-supported", $"{name} is not supported in a rule; the time of day is that of the start.");

    public static Refusal TooOften(string frequency) => new("schedule.too-often", $"{frequency} would repeat too often; the shortest period is a day.");

    public static Refusal NoEnd() => new("schedule.no-end", "The rule never ends; say how often (COUNT) or until when (UNTIL).");

    public static Refusal TwoEnds() => new("schedule.two-ends", "Say either how often (COUNT) or until when (UNTIL), not both.");

    public static Refusal ReachesTooFar() => new("schedule.reaches-too-far", $"The rule reaches more than {Schedule.MostYears} years ahead.");

    public static Refusal NoOccurrence() => new("schedule.no-occurrence", "The rule names no date on which it takes place.");

    public static Refusal Overlaps(DateTime earlier, DateTime later) => new("schedule.overlaps", string.Create(CultureInfo.InvariantCulture,
        $"It lasts longer than its period: that of {earlier:ddd d MMM yyyy HH:mm} would still last when that of {later:ddd d MMM yyyy HH:mm} begins."));

    public static Refusal MovedOnto(DateTime earlier, DateTime later) => new("schedule.overlaps", string.Create(CultureInfo.InvariantCulture,
        $"That of {earlier:ddd d MMM yyyy HH:mm} would still last when that of {later:ddd d MMM yyyy HH:mm} begins."));

    public static Refusal NoSuchTime(DateOnly date) => new("schedule.no-such-time", string.Create(CultureInfo.InvariantCulture, $"It has no time on {date:ddd d MMM yyyy} that could be moved."));

    public static Refusal TooManyMoved() => new("schedule.too-many-moved", $"At most {Schedule.MostMoved} times can be moved; change the rule.");

    public static Refusal BadDate(string word) => new("schedule.bad-date", $"\"{Short(word)}\" is no date; write one as 2026-12-24.");

    private static string Short(string text) => text.Length <= 80 ? text : text[..79] + "…";
}

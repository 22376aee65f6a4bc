using System.Globalization;

namespace OpsPortal.Domain.Scheduling;

/// <summary>A schedule in one plain sentence.</summary>
public static class ScheduleWords
{
    private static readonly string[] Places = ["first", "second", "third", "fourth", "fifth"];

    /// <summary><c>Every 2 weeks on Sunday, from 22:00 for 4 h, Europe/Berlin, until 31 December 2027.</c></summary>
    public static string Say(Schedule schedule)
    {
        var time = Invariant($"{schedule.LocalStart:HH:mm}");
        if (schedule.Recurrence is not { } rule) return Invariant($"Once, on {schedule.LocalStart:dddd d MMMM yyyy} from {time} for {Duration(schedule.Duration)}, {schedule.Zone}.");
        var left = schedule.Exceptions.Count == 0 ? "" : $", but not on {string.Join(", ", schedule.Exceptions.Take(5).Select(Date))}{(schedule.Exceptions.Count > 5 ? Invariant($" and {schedule.Exceptions.Count - 5} more dates") : "")}";
        return $"{Period(rule)}{Days(rule, schedule.LocalStart)}, from {time} for {Duration(schedule.Duration)}, {schedule.Zone}, {End(rule, schedule)}{left}{Moved(schedule)}.";
    }

    private static string Moved(Schedule schedule)
    {
        const int Most = 3;
        var told = schedule.Moved.Take(Most).Select(time => Invariant($"that of {Date(time.Date)} on {time.LocalStart:d MMMM yyyy} from {time.LocalStart:HH:mm} for {Duration(time.Duration)}"));
        return schedule.Moved.Count == 0 ? "" : $"; but {string.Join(", ", told)}{(schedule.Moved.Count > Most ? Invariant($" and {schedule.Moved.Count - Most} more times elsewhere") : "")}";
    }

    public static string Duration(TimeSpan span)
    {
        var parts = new List<string>(3);
        if (span.Days > 0) parts.Add(Invariant($"{span.Days} d"));
        if (span.Hours > 0) parts.Add(Invariant($"{span.Hours} h"));
        if (span.Minutes > 0 || parts.Count == 0) parts.Add(Invariant($"{span.Minutes} min"));
        return string.Join(' ', parts);
    }

    private static string Period(Recurrence rule)
    {
        var unit = rule.Frequency switch { Frequency.Daily => "day", Frequency.Weekly => "week", Frequency.Monthly => "month", _ => "year" };
        return rule.Interval == 1 ? $"Every {unit}" : Invariant($"Every {rule.Interval} {unit}s");
    }

    private static string Days(Recurrence rule, DateTime start)
    {
        var months = rule.ByMonth.Count == 0 ? "" : $" in {And(rule.ByMonth.Select(month => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month)))}";
        var which = rule.BySetPos.Count == 0 ? "" : $", of these the {And(rule.BySetPos.Select(Place))}";
        var days = rule switch
        {
            { ByMonthDay.Count: > 0, ByDay.Count: > 0 } => $" on day {And(rule.ByMonthDay.Select(MonthDay))} if it is a {Or(rule.ByDay.Select(Name))}",
            { ByMonthDay.Count: > 0 } => $" on day {And(rule.ByMonthDay.Select(MonthDay))}",
            { ByDay.Count: > 0 } => $" on {And(rule.ByDay.Select(Name))}",
            { Frequency: Frequency.Weekly } => $" on {start.DayOfWeek}",
            { Frequency: Frequency.Monthly } => Invariant($" on day {start.Day}"),
            { Frequency: Frequency.Yearly, ByMonth.Count: 0 } => Invariant($" on {start:d MMMM}"),
            { Frequency: Frequency.Yearly } => Invariant($" on day {start.Day}"),
            _ => "",
        };
        return days + months + which;
    }

    private static string Name(WeekdayPlace place) => place.Ordinal == 0 ? place.Day.ToString() : $"the {Place(place.Ordinal)} {place.Day}";

    private static string Place(int ordinal) => ordinal switch
    {
        -1 => "last",
        >= 1 and <= 5 => Places[ordinal - 1],
        >= -5 and <= -2 => $"{Places[-ordinal - 1]} to last",
        > 0 => Invariant($"{ordinal}th"),
        _ => Invariant($"{-ordinal}th to last"),
    };

    private static string MonthDay(int day) => day > 0 ? day.ToString(CultureInfo.InvariantCulture) : day == -1 ? "last of the month" : $"{Place(day)} of the month";

    private static string End(Recurrence rule, Schedule schedule) => rule.Count switch
    {
        1 => "one time",
        { } count => Invariant($"{count} times, the last on {Date(schedule.Last)}"),
        _ => $"until {Date(rule.UntilDate ?? schedule.Last)}",
    };

    private static string Date(DateOnly date) => date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string And(IEnumerable<string> words) => Joined(words, "and");

    private static string Or(IEnumerable<string> words) => Joined(words, "or");

    private static string Joined(IEnumerable<string> words, string last)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.SkipLast(1))} {last} {all[^1]}";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

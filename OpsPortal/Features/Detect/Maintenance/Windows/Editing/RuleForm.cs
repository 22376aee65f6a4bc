using System.Globalization;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Features.Detect.Maintenance.Windows.Editing;

/// <summary>The ways to repeat that the form offers without the spelling of RFC 5545.</summary>
public enum Repeats
{
    Never,
    Daily,
    Weekly,
    MonthlyByDay,
    MonthlyByWeekday,
    Yearly,

    /// <summary>As a rule of RFC 5545 says.</summary>
    ByRule,
}

/// <summary>How repeating comes to an end.</summary>
public enum RuleEnd
{
    Times,
    Date,
}

/// <summary>How often a window repeats, while it is typed.</summary>
public sealed class RuleForm
{
    private static readonly string[] Codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public Repeats Repeats { get; set; }

    public int Interval { get; set; } = 1;

    /// <summary>Monday first.</summary>
    public bool[] Days { get; } = new bool[7];

    /// <summary>1 to 5, or -1: the last.</summary>
    public int Place { get; set; } = -1;

    /// <summary>0: Monday.</summary>
    public int PlaceDay { get; set; } = 6;

    /// <summary>1 to 31, or -1: the last.</summary>
    public int MonthDay { get; set; } = 1;

    public RuleEnd Ends { get; set; }

    public int Count { get; set; } = 12;

    public DateOnly Until { get; set; }

    /// <summary>As typed, for <see cref="Repeats.ByRule"/>.</summary>
    public string Rule { get; set; } = "";

    /// <summary>As RFC 5545; empty: once.</summary>
    public string ToRule()
    {
        var end = Ends == RuleEnd.Times ? string.Create(CultureInfo.InvariantCulture, $"COUNT={Count}") : $"UNTIL={Until.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        var every = string.Create(CultureInfo.InvariantCulture, $"INTERVAL={Interval}");
        var days = string.Join(',', Codes.Where((_, at) => Days[at]));
        return Repeats switch
        {
            Repeats.Never => "",
            Repeats.Daily => $"FREQ=DAILY;{every};{end}",
            Repeats.Weekly => days.Length == 0 ? $"FREQ=WEEKLY;{every};{end}" : $"FREQ=WEEKLY;{every};BYDAY={days};{end}",
            Repeats.MonthlyByDay => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;{every};BYMONTHDAY={MonthDay};{end}"),
            Repeats.MonthlyByWeekday => string.Create(CultureInfo.InvariantCulture, $"FREQ=MONTHLY;{every};BYDAY={Place}{Codes[Math.Clamp(PlaceDay, 0, 6)]};{end}"),
            Repeats.Yearly => $"FREQ=YEARLY;{every};{end}",
            _ => Rule,
        };
    }

    /// <summary>The form that says a rule; the rule itself where no simpler field does.</summary>
    public static RuleForm Of(string rule)
    {
        var form = new RuleForm { Rule = rule };
        if (rule.Length == 0 || RecurrenceText.Parse(rule) is not Outcome<Recurrence>.Done(var read)) return form;
        (form.Interval, form.Ends, form.Count, form.Until, form.Repeats) = (read.Interval, read.UntilDate is null ? RuleEnd.Times : RuleEnd.Date, read.Count ?? 12, read.UntilDate ?? default, Repeats.ByRule);
        if (read.UntilAt is not null || read.BySetPos.Count > 0 || read.ByMonth.Count > 0 || read.WeekStart != DayOfWeek.Monday) return form;
        form.Repeats = read switch
        {
            { Frequency: Frequency.Daily, ByDay.Count: 0, ByMonthDay.Count: 0 } => Repeats.Daily,
            { Frequency: Frequency.Weekly } => Repeats.Weekly,
            { Frequency: Frequency.Monthly, ByMonthDay: [_], ByDay.Count: 0 } => Repeats.MonthlyByDay,
            { Frequency: Frequency.Monthly, ByMonthDay.Count: 0, ByDay: [{ Ordinal: not 0 }] } => Repeats.MonthlyByWeekday,
            { Frequency: Frequency.Yearly, ByDay.Count: 0, ByMonthDay.Count: 0 } => Repeats.Yearly,
            _ => Repeats.ByRule,
        };
        foreach (var place in read.ByDay) form.Days[Monday(place.Day)] = true;
        if (read.ByMonthDay is [var monthDay]) form.MonthDay = monthDay;
        if (read.ByDay is [var only]) (form.Place, form.PlaceDay) = (only.Ordinal, Monday(only.Day));
        return form;
    }

    private static int Monday(DayOfWeek day) => ((int)day + 6) % 7;
}

using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling;

/// <summary>The period that a rule repeats by. Anything shorter than a day is not to be had.</summary>
public enum Frequency
{
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A day of the week, or one of them within a month or year.</summary>
/// <param name="Ordinal">0: each; 2: the second; -1: the last.</param>
public readonly record struct WeekdayPlace(int Ordinal, DayOfWeek Day);

/// <summary>When something repeats: the part of RFC 5545's RRULE that names days. The time of day is that of the first start.</summary>
/// <remarks>It always ends, by <see cref="Count"/>, <see cref="UntilDate"/> or <see cref="UntilAt"/>; see <see cref="Check"/>.</remarks>
public sealed record Recurrence
{
    /// <summary>Longest rule read or stored, in characters.</summary>
    public const int MaxLength = 500;

    /// <summary>Most repeats.</summary>
    public const int MaxCount = 10_000;

    public const int MaxInterval = 1000;

    public Frequency Frequency { get; init; }

    /// <summary>Every so many periods.</summary>
    public int Interval { get; init; } = 1;

    public IReadOnlyList<WeekdayPlace> ByDay { get; init; } = [];

    /// <summary>1 to 31, or -31 to -1 from the end of the month.</summary>
    public IReadOnlyList<int> ByMonthDay { get; init; } = [];

    /// <summary>1 to 12.</summary>
    public IReadOnlyList<int> ByMonth { get; init; } = [];

    /// <summary>Which of the days of a period count: 1 the first, -1 the last.</summary>
    public IReadOnlyList<int> BySetPos { get; init; } = [];

    /// <summary>How often in all, left-out dates included.</summary>
    public int? Count { get; init; }

    /// <summary>The last local date.</summary>
    public DateOnly? UntilDate { get; init; }

    /// <summary>UTC; the last instant that it may start at.</summary>
    public DateTimeOffset? UntilAt { get; init; }

    /// <summary>Where a week begins; matters where every so many weeks are meant.</summary>
    public DayOfWeek WeekStart { get; init; } = DayOfWeek.Monday;

    /// <summary>Why it is no rule to plan by, or null where it is one.</summary>
    public Refusal? Check()
    {
        if (Interval is < 1 or > MaxInterval) return ScheduleRefusals.BadPart("INTERVAL", $"a number from 1 to {MaxInterval}");
        if (Count is not null && (UntilDate ?? (object?)UntilAt) is not null) return ScheduleRefusals.TwoEnds();
        if (Count is null && UntilDate is null && UntilAt is null) return ScheduleRefusals.NoEnd();
        if (Count is < 1 or > MaxCount) return ScheduleRefusals.BadPart("COUNT", $"a number from 1 to {MaxCount}");
        if (ByMonthDay.Any(day => day is 0 or < -31 or > 31)) return ScheduleRefusals.BadPart("BYMONTHDAY", "days from 1 to 31, or from -1 back");
        if (ByMonth.Any(month => month is < 1 or > 12)) return ScheduleRefusals.BadPart("BYMONTH", "months from 1 to 12");
        if (BySetPos.Any(place => place is 0 or < -366 or > 366)) return ScheduleRefusals.BadPart("BYSETPOS", "places from 1, or from -1 back");
        if (BySetPos.Count > 0 && ByDay.Count + ByMonthDay.Count + ByMonth.Count == 0) return ScheduleRefusals.BadPart("BYSETPOS", "a choice among days that BYDAY or BYMONTHDAY names");
        if (Frequency == Frequency.Weekly && ByMonthDay.Count > 0) return ScheduleRefusals.BadPart("BYMONTHDAY", "not used in a weekly rule");
        return CheckOrdinals();
    }

    private Refusal? CheckOrdinals()
    {
        var most = Frequency switch { Frequency.Monthly => 5, Frequency.Yearly => ByMonth.Count > 0 ? 5 : 53, _ => 0 };
        if (ByDay.All(place => place.Ordinal == 0)) return null;
        if (most == 0) return ScheduleRefusals.BadPart("BYDAY", "plain days of the week in a daily or weekly rule");
        if (ByMonthDay.Count > 0) return ScheduleRefusals.BadPart("BYDAY", "plain days of the week where BYMONTHDAY is given too");
        return ByDay.Any(place => Math.Abs(place.Ordinal) > most) ? ScheduleRefusals.BadPart("BYDAY", $"at most the {most}th of a day") : null;
    }

    /// <summary>As RFC 5545 writes it, without <c>RRULE:</c>.</summary>
    public override string ToString() => RecurrenceText.Write(this);
}

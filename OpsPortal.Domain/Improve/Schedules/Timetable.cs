using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>How often something is due.</summary>
public enum Rhythm
{
    Daily,
    Weekly,
    Monthly,
}

/// <summary>When something is due, again and again: at a local time of a zone, every day, on a day of the week, or on a day of the month.</summary>
/// <param name="Day">Weekly: 1 for Monday to 7 for Sunday. Monthly: 1 to 31; in a shorter month its last day. Daily: nothing.</param>
/// <param name="At">Local; where the clock skips it, as much later as is skipped; where the clock shows it twice, the first time.</param>
/// <param name="Zone">As <c>Europe/Berlin</c>.</param>
public sealed record Timetable(Rhythm Rhythm, int Day, TimeOnly At, string Zone)
{
    /// <summary>No two due times are further apart than this, in days, wherever the zone lies.</summary>
    private const int FurthestApart = 40;

    /// <summary>Why it cannot be; null: it can.</summary>
    public Refusal? Check()
    {
        if (!Enum.IsDefined(Rhythm)) return ScheduleRefusals.BadRhythm();
        if (!Zones.Knows(Zone)) return ScheduleRefusals.UnknownZone(Zone);
        return Rhythm switch
        {
            Rhythm.Weekly when Day is < 1 or > 7 => ScheduleRefusals.BadWeekday(),
            Rhythm.Monthly when Day is < 1 or > 31 => ScheduleRefusals.BadDayOfMonth(),
            _ => null,
        };
    }

    /// <summary>The first due time after an instant; UTC.</summary>
    public DateTimeOffset Next(DateTimeOffset after) => Around(after).First(due => due > after);

    /// <summary>The last due time that is not after an instant; UTC.</summary>
    public DateTimeOffset Latest(DateTimeOffset until) => Around(until).Last(due => due <= until);

    /// <summary>Every due time near an instant, in order.</summary>
    private IEnumerable<DateTimeOffset> Around(DateTimeOffset instant)
    {
        var today = DateOnly.FromDateTime(Zones.ToLocal(instant, Zone));
        return Enumerable.Range(-FurthestApart, (2 * FurthestApart) + 1).Select(today.AddDays).Where(Holds).Select(day => Zones.ToInstant(day.ToDateTime(At), Zone));
    }

    private bool Holds(DateOnly day) => Rhythm switch
    {
        Rhythm.Weekly => (int)day.DayOfWeek == Day % 7,
        Rhythm.Monthly => day.Day == Math.Min(Day, DateTime.DaysInMonth(day.Year, day.Month)),
        _ => true,
    };
}

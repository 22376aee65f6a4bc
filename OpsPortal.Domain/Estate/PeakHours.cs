using System.Globalization;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Estate;

/// <summary>Days of the week, any number of them.</summary>
[Flags]
public enum Weekdays
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Wednesday = 4,
    Thursday = 8,
    Friday = 16,
    Saturday = 32,
    Sunday = 64,
}

/// <summary>When most people need a service, week by week: local times, told with their zone.</summary>
/// <param name="Days">On which it begins.</param>
/// <param name="To">The first minute after it; where it is not later than <paramref name="From"/> it is on the next day.</param>
/// <param name="Zone">A name of IANA, as <c>Europe/Berlin</c>.</param>
/// <remarks>Written as <c>Mon-Fri 08:00-18:00 Europe/Berlin</c>, <c>Sat,Sun 22:00-02:00 UTC</c> or <c>daily 00:00-24:00 UTC</c>.</remarks>
public sealed record PeakHours(Weekdays Days, TimeOnly From, TimeOnly To, string Zone)
{
    private static readonly string[] Names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    private const Weekdays Daily = (Weekdays)127;

    /// <summary>Refused for text that is not written so.</summary>
    public static Outcome<PeakHours> Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var days, var times, var zone] || ReadDays(days) is not { } on || times.Split('-') is not [var first, var last] || Clock(first) is not { } from || Clock(last) is not { } to || !Zones.Knows(zone) || first == "24:00")
            return EstateRefusals.BadPeakHours(text);
        return new PeakHours(on, from, to, zone);
    }

    /// <summary>Stands for text that cannot be read, so that it can be told where it stood; <see cref="ServiceDraft.Check"/> refuses it.</summary>
    public static PeakHours Unreadable(string text) => new(Weekdays.None, default, default, text);

    public bool IsReadable => Days != Weekdays.None && Zones.Knows(Zone);

    /// <summary>Each time of it that shares a moment with the range, ascending; the end is the first instant after it.</summary>
    public IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Between(DateTimeOffset from, DateTimeOffset to)
    {
        if (!IsReadable) yield break;
        for (var day = DateOnly.FromDateTime(Zones.ToLocal(from, Zone)).AddDays(-1); ; day = day.AddDays(1))
        {
            var start = Zones.ToInstant(day.ToDateTime(From), Zone);
            if (start >= to) yield break;
            if (!Days.HasFlag(On(day.DayOfWeek))) continue;
            var end = Zones.ToInstant((To > From ? day : day.AddDays(1)).ToDateTime(To), Zone);
            if (end > from && end > start) yield return (start, end);
        }
    }

    public override string ToString()
    {
        if (Days == Weekdays.None) return Zone;
        var end = To == TimeOnly.MinValue ? "24:00" : To.ToString("HH:mm", CultureInfo.InvariantCulture);
        return $"{DaysText()} {From.ToString("HH:mm", CultureInfo.InvariantCulture)}-{end} {Zone}";
    }

    private string DaysText()
    {
        if (Days == Daily) return "daily";
        List<int> on = [.. Enumerable.Range(0, 7).Where(day => Days.HasFlag((Weekdays)(1 << day)))];
        return on.Count > 2 && on[^1] - on[0] == on.Count - 1 ? $"{Names[on[0]]}-{Names[on[^1]]}" : string.Join(',', on.Select(day => Names[day]));
    }

    private static Weekdays? ReadDays(string text)
    {
        if (string.Equals(text, "daily", StringComparison.OrdinalIgnoreCase)) return Daily;
        var days = Weekdays.None;
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-');
            var (first, last) = (Day(ends[0]), Day(ends[^1]));
            if (ends.Length > 2 || first < 0 || last < 0) return null;
            for (var day = first; ; day = (day + 1) % 7)
            {
                days |= (Weekdays)(1 << day);
                if (day == last) break;
            }
        }

        return days;
    }

    private static int Day(string name) => Array.FindIndex(Names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));

    private static TimeOnly? Clock(string text) =>
        text == "24:00" ? TimeOnly.MinValue : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static Weekdays On(DayOfWeek day) => (Weekdays)(1 << (((int)day + 6) % 7));
}

using System.Globalization;

namespace OpsPortal.Domain.Improve.Advice;

/// <summary>A time of the day or of the week in which most of a rule's noise falls. UTC; whole hours.</summary>
/// <param name="Day">Null: every day.</param>
/// <param name="Hour">At which it begins, 0 to 23.</param>
/// <param name="Hours">How long it lasts.</param>
/// <param name="Inside">How much of the noise fell into it.</param>
/// <param name="Outside">How much did not.</param>
public sealed record RecurringTime(DayOfWeek? Day, int Hour, int Hours, int Inside, int Outside)
{
    public const int LongestHours = 6;

    /// <summary>In fewer different days or weeks than this it is no habit.</summary>
    public const int LeastTimes = 3;

    /// <summary>This part of the noise has to lie inside.</summary>
    public const double LeastShare = 0.6;

    /// <summary>The shortest such time; null: there is none. A day of the week is preferred, for it holds back less.</summary>
    /// <param name="noise">When each began.</param>
    /// <param name="worked">When each began of what people worked on: none of it may lie inside.</param>
    public static RecurringTime? Find(IReadOnlyCollection<DateTimeOffset> noise, IReadOnlyCollection<DateTimeOffset> worked)
    {
        if (noise.Count < LeastTimes) return null;
        for (var hours = 1; hours <= LongestHours; hours++)
        {
            var days = Enum.GetValues<DayOfWeek>().Select(day => (DayOfWeek?)day);
            if (Best(days, hours, noise, worked) is { } weekly) return weekly;
        }

        for (var hours = 1; hours <= LongestHours; hours++)
        {
            if (Best([null], hours, noise, worked) is { } daily) return daily;
        }

        return null;
    }

    /// <summary>Whether an instant lies inside.</summary>
    public bool Holds(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        return StartBefore(utc) is var start && utc < start.AddHours(Hours) && (Day is null || start.DayOfWeek == Day);
    }

    /// <summary>The first beginning after an instant, UTC.</summary>
    public DateTime NextStart(DateTimeOffset after)
    {
        var start = StartBefore(after.UtcDateTime).AddDays(1);
        while (Day is { } day && start.DayOfWeek != day) start = start.AddDays(1);
        return DateTime.SpecifyKind(start, DateTimeKind.Unspecified);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Day is { } day ? $"{day}s" : "every day")} {Hour:00}:00 to {(Hour + Hours) % 24:00}:00 UTC");

    private static RecurringTime? Best(IEnumerable<DayOfWeek?> days, int hours, IReadOnlyCollection<DateTimeOffset> noise, IReadOnlyCollection<DateTimeOffset> worked)
    {
        RecurringTime? best = null;
        foreach (var day in days)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var slot = new RecurringTime(day, hour, hours, 0, 0);
                List<DateTimeOffset> inside = [.. noise.Where(slot.Holds)];
                if (inside.Count < LeastShare * noise.Count || inside.Count <= (best?.Inside ?? 0) || worked.Any(slot.Holds)) continue;
                if (inside.Select(at => slot.StartBefore(at.UtcDateTime)).Distinct().Count() >= LeastTimes) best = slot with { Inside = inside.Count, Outside = noise.Count - inside.Count };
            }
        }

        return best;
    }

    private DateTime StartBefore(DateTime utc)
    {
        var start = utc.Date.AddHours(Hour);
        return start <= utc ? start : start.AddDays(-1);
    }
}

namespace OpsPortal.Domain.Detect.Monitors.Thresholds;

/// <summary>The hours of the week in which a monitor watches, in the wall-clock time of one zone.</summary>
/// <remarks>
/// Daylight saving: a local time that does not exist moves forward by the gap; of one that exists twice the first counts.
/// </remarks>
/// <param name="Zone">IANA name, as <c>Europe/Berlin</c>.</param>
/// <param name="Days">The days on which the hours begin; none: every day.</param>
/// <param name="From">Local time at which watching begins.</param>
/// <param name="To">Local time at which it ends; not after <paramref name="From"/>: on the next day. Equal: the whole day.</param>
public sealed record WatchSchedule(string Zone, IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Days looked at on both sides of an instant: a week without an hour would be no schedule.</summary>
    private const int Reach = 8;

    /// <summary>Whether an instant is watched, and until when that stays so.</summary>
    /// <param name="at">Milliseconds since 1970 UTC.</param>
    /// <returns>Whether it is watched; and the first instant after <paramref name="at"/> at which the answer may change.</returns>
    public (bool Watched, long Until) At(long at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime);
        var next = long.MaxValue;
        for (var day = -2; day <= Reach; day++)
        {
            var date = today.AddDays(day);
            if (Days.Count > 0 && !Days.Contains(date.DayOfWeek)) continue;
            var start = ToUtc(date, From, zone);
            var end = ToUtc(To <= From ? date.AddDays(1) : date, To, zone);
            if (start <= at && at < end) return (true, end);
            if (start > at && start < next) next = start;
        }

        return (false, next);
    }

    private static long ToUtc(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        if (zone.IsInvalidTime(local))
        {
            // The offset before the gap, applied to a time inside it, gives the same instant as moving it forward by the gap.
            var before = zone.GetUtcOffset(local.AddHours(-3));
            return new DateTimeOffset(local, before).ToUnixTimeMilliseconds();
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUnixTimeMilliseconds();
    }
}

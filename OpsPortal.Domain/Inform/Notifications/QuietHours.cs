using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Inform.Notifications;

/// <summary>When somebody is left alone, every week on some days, in the local time of a zone. A P1 is told all the same.</summary>
/// <param name="Zone">An IANA zone, as <c>Europe/Berlin</c>.</param>
/// <param name="From">Local time it begins at.</param>
/// <param name="Until">Local time it ends at; the next day where it is not after <paramref name="From"/>.</param>
/// <param name="Days">The days on which it begins.</param>
public sealed record QuietHours(string Zone, TimeOnly From, TimeOnly Until, IReadOnlyList<DayOfWeek> Days)
{
    /// <summary>Refused for an unknown zone, without a day, and where it would never end.</summary>
    public Refusal? Check()
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) return InformRefusals.BadQuiet($"There is no time zone {Zone}; name one as Europe/Berlin.");
        if (Days.Count == 0) return InformRefusals.BadQuiet("Choose at least one day.");
        return From == Until ? InformRefusals.BadQuiet("Quiet hours must end at another time than they begin.") : null;
    }

    /// <summary>The first instant at or after <paramref name="now"/> (UTC) that is not quiet.</summary>
    public DateTimeOffset Earliest(DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var back = 1; back >= 0; back--)
        {
            var day = today.AddDays(-back);
            if (!Days.Contains(day.DayOfWeek)) continue;
            var (begins, ends) = (Instant(zone, day.ToDateTime(From)), Instant(zone, (Until > From ? day : day.AddDays(1)).ToDateTime(Until)));
            if (begins <= now && now < ends) return ends;
        }

        return now;
    }

    public bool Equals(QuietHours? other) => other is not null && (Zone, From, Until) == (other.Zone, other.From, other.Until) && Days.SequenceEqual(other.Days);

    public override int GetHashCode() => HashCode.Combine(Zone, From, Until, Days.Count);

    /// <summary>A local time that does not exist moves on by the gap; one that exists twice is the first.</summary>
    private static DateTimeOffset Instant(TimeZoneInfo zone, DateTime local)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace OpsPortal.Domain.Scheduling;

/// <summary>The time zones of IANA, and what a local time in one of them means.</summary>
/// <remarks>A local time that does not exist moves forward by the gap; one that exists twice is the first.</remarks>
public static class Zones
{
    public const string Utc = "UTC";

    /// <summary>Longest name of a zone, in characters.</summary>
    public const int MaxLength = 60;

    private static readonly FrozenSet<string> Known = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every name, as <c>Europe/Berlin</c>, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. DateTimeZoneProviders.Tzdb.Ids];

    /// <summary>Whether it names a zone; an offset such as <c>UTC+2</c> does not.</summary>
    public static bool Knows(string zone) => Known.Contains(zone);

    /// <summary>The instant (UTC) of a local time.</summary>
    /// <exception cref="ArgumentException">The zone is not known.</exception>
    public static DateTimeOffset ToInstant(DateTime local, string zone) => ToInstant(LocalDateTime.FromDateTime(local), Get(zone));

    /// <summary>What a clock in the zone shows at an instant.</summary>
    /// <exception cref="ArgumentException">The zone is not known.</exception>
    public static DateTime ToLocal(DateTimeOffset instant, string zone) => Instant.FromDateTimeOffset(instant).InZone(Get(zone)).LocalDateTime.ToDateTimeUnspecified();

    /// <summary>How far the zone is from UTC at an instant.</summary>
    /// <exception cref="ArgumentException">The zone is not known.</exception>
    public static TimeSpan OffsetAt(DateTimeOffset instant, string zone) => Get(zone).GetUtcOffset(Instant.FromDateTimeOffset(instant)).ToTimeSpan();

    /// <summary>How the clock of the zone shows a local time: once, never, or twice.</summary>
    /// <exception cref="ArgumentException">The zone is not known.</exception>
    public static int TimesShown(DateTime local, string zone) => Get(zone).MapLocal(LocalDateTime.FromDateTime(local)).Count;

    internal static DateTimeOffset ToInstant(LocalDateTime local, DateTimeZone zone) => zone.ResolveLocal(local, Resolvers.LenientResolver).ToInstant().ToDateTimeOffset();

    internal static DateTimeZone Get(string zone) => Knows(zone) ? DateTimeZoneProviders.Tzdb[zone] : throw new ArgumentException($"There is no time zone {zone}.", nameof(zone));
}

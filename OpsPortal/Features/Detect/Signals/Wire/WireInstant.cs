using System.Globalization;
using System.Text;

namespace OpsPortal.Features.Detect.Signals.Wire;

/// <summary>
/// Instants as Alertmanager reads them: RFC 3339, also without seconds, without zone (then UTC), after milliseconds or microseconds also with a zone
/// without colon, or with a space in place of the T and no zone. The empty text is the Unix epoch; Go's zero time is the default, which means absent.
/// </summary>
internal static class WireInstant
{
    private static readonly DateTimeOffset Earliest = DateTimeOffset.MinValue.AddMilliseconds(1);
    private static readonly DateTimeOffset Latest = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>False where the text is no instant. One outside the years 1 to 9999 becomes the nearest inside.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = DateTimeOffset.UnixEpoch;
        if (text.Length == 0) return true;
        if (text.Length < 16 || !Date(text, out var year, out var month, out var day) || text[10] is not ((byte)'T' or (byte)' ')) return false;
        if (!Two(text[11..], 23, out var hour) || text[13] != ':' || !Two(text[14..], 59, out var minute)) return false;

        var spaced = text[10] == ' ';
        var rest = text[16..];
        var (second, ticks, digits) = (0, 0L, 0);
        if (rest.Length > 0 && rest[0] == ':')
        {
            if (rest.Length < 3 || !Two(rest[1..], 59, out second)) return false;
            rest = rest[3..];
            if (!Fraction(ref rest, out ticks, out digits)) return false;
        }
        else if (spaced || rest.Length > 1)
        {
            return false;
        }

        if (!Zone(rest, spaced, colonOptional: digits is 3 or 6, out var offset)) return false;
        if (year == 0)
        {
            instant = Earliest;
            return true;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + ticks - offset.Ticks;
        instant = local < DateTimeOffset.MinValue.Ticks ? Earliest
            : local > DateTimeOffset.MaxValue.Ticks ? Latest
            : new DateTimeOffset(local, TimeSpan.Zero);
        return true;
    }

    /// <summary>UTC to the millisecond, as Alertmanager writes it.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Why a text is refused, as a sender reads it.</summary>
    public static string Complaint(ReadOnlySpan<byte> text)
    {
        var shown = Encoding.UTF8.GetString(text[..Math.Min(text.Length, 64)]);
        return $"parsing time \"{shown}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse";
    }

    private static bool Date(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        if (!Two(text, 99, out var century) || !Two(text[2..], 99, out var inCentury) || text[4] != '-' || text[7] != '-') return false;
        year = (century * 100) + inCentury;
        if (!Two(text[5..], 12, out month) || !Two(text[8..], 31, out day) || month == 0 || day == 0) return false;
        return day <= DateTime.DaysInMonth(year == 0 ? 4 : year, month);
    }

    private static bool Fraction(ref ReadOnlySpan<byte> rest, out long ticks, out int digits)
    {
        (ticks, digits) = (0, 0);
        if (rest.Length == 0 || rest[0] is not ((byte)'.' or (byte)',')) return true;
        rest = rest[1..];
        var unit = TimeSpan.TicksPerSecond / 10;
        for (; digits < rest.Length && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++, unit /= 10) ticks += (rest[digits] - '0') * unit;
        rest = rest[digits..];
        return digits > 0;
    }

    private static bool Zone(ReadOnlySpan<byte> rest, bool spaced, bool colonOptional, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (rest.Length == 0) return true;
        if (spaced) return false;
        if (rest is [(byte)'Z']) return true;
        var colon = rest.Length == 6 && rest[3] == ':';
        if ((!colon && (!colonOptional || rest.Length != 5)) || rest[0] is not ((byte)'+' or (byte)'-')) return false;
        if (!Two(rest[1..], 24, out var hours) || !Two(rest[(colon ? 4 : 3)..], 60, out var minutes)) return false;
        offset = new TimeSpan(hours, minutes, 0) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Two(ReadOnlySpan<byte> text, int most, out int value)
    {
        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return text[0] is >= (byte)'0' and <= (byte)'9' && text[1] is >= (byte)'0' and <= (byte)'9' && value <= most;
    }
}

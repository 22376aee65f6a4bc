using System.Globalization;
using System.Text;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling.Files;

/// <summary>A local time and the zone it is told in.</summary>
/// <param name="IsDate">A whole day.</param>
internal readonly record struct IcsTime(DateTime Local, string Zone, bool IsDate);

/// <summary>One logical line of a calendar file: <c>DTSTART;TZID=Europe/Berlin:20261206T220000</c>.</summary>
/// <param name="Zone">Of the parameter TZID; empty where there is none.</param>
internal sealed record IcsProperty(string Name, string Zone, string Value)
{
    /// <summary>Null where the line is none.</summary>
    public static IcsProperty? Parse(string line)
    {
        var (quoted, colon) = (false, -1);
        for (var at = 0; at < line.Length && colon < 0; at++)
        {
            if (line[at] == '"') quoted = !quoted;
            else if (line[at] == ':' && !quoted) colon = at;
        }

        if (colon < 1) return null;
        var parts = line[..colon].Split(';');
        var zone = parts.Skip(1).FirstOrDefault(part => part.StartsWith("TZID=", StringComparison.OrdinalIgnoreCase));
        return new(parts[0].Trim().ToUpperInvariant(), zone is null ? "" : zone[5..].Trim('"'), line[(colon + 1)..]);
    }

    /// <summary>The value as a time. Refused for an unknown zone, and for what is no time.</summary>
    /// <param name="usual">The zone of a local time that names none.</param>
    public Outcome<IcsTime> Time(string usual)
    {
        var zone = Zone.Length == 0 ? usual : Zone;
        if (!Zones.Knows(zone)) return ScheduleRefusals.UnknownZone(zone);
        var value = Value.Trim();
        if (DateTime.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return new IcsTime(date, zone, IsDate: true);
        if (DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out var utc)) return new IcsTime(utc, Zones.Utc, IsDate: false);
        return DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new IcsTime(local, zone, IsDate: false) : IcsRefusals.BadTime(value);
    }

    public static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] != '\\' || at + 1 == value.Length) text.Append(value[at]);
            else text.Append(value[++at] is 'n' or 'N' ? '\n' : value[at]);
        }

        return text.ToString();
    }
}

/// <summary>Why a calendar file cannot be taken.</summary>
public static class IcsRefusals
{
    public static Refusal TooLarge() => new("calendar.too-large", $"The file is larger than {IcsReader.MaxBytes / 1024 / 1024} MB; nothing was read.");

    public static Refusal TooMany() => new("calendar.too-many", $"The file has more than {IcsReader.MaxEvents} events; nothing was taken.");

    public static Refusal NoCalendar() => new("calendar.no-calendar", "This is no calendar file: it does not begin with BEGIN:VCALENDAR.");

    public static Refusal NoEvents() => new("calendar.no-events", "There is no event in this calendar.");

    public static Refusal CutOff() => new("calendar.cut-off", "The file ends in the middle of an event.");

    public static Refusal NoStart() => new("calendar.no-start", "It has no start.");

    public static Refusal NoEnd() => new("calendar.no-end", "It has neither an end nor a duration that can be read.");

    public static Refusal BadTime(string value) => new("calendar.bad-time", $"\"{(value.Length > 40 ? value[..40] + "…" : value)}\" is no time.");

    public static Refusal NotAllCanBe(int refused) => new("calendar.not-all", $"{refused} of the events cannot be planned; nothing was saved.");
}

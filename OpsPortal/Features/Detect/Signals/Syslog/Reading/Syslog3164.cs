using System.Globalization;
using System.Text;
using OpsPortal.Features.Detect.Signals.Wire;

namespace OpsPortal.Features.Detect.Signals.Syslog.Reading;

/// <summary>Reads the old format: a clock without year and zone (or an RFC 3339 one, as rsyslog writes), host, tag and text.</summary>
internal static class Syslog3164
{
    private const int ClockLength = 15;
    private static readonly string[] Clocks = ["MMM d HH:mm:ss", "MMM dd HH:mm:ss", "MMM  d HH:mm:ss"];

    private static readonly TimeSpan AheadAtMost = TimeSpan.FromDays(2);

    /// <summary>Longest tag; longer words before a colon are text.</summary>
    private const int MaxTag = 64;

    /// <summary>Null where no clock begins it; then the whole is text.</summary>
    public static SyslogParts? Read(ReadOnlySpan<byte> message, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (Time(ref message, zone, now) is not { } at) return null;
        var text = Encoding.UTF8.GetString(message);
        var space = text.IndexOf(' ', StringComparison.Ordinal);

        // A first word that ends as a tag does is no host: some senders leave that out.
        var host = space > 0 && !text[..space].EndsWith(':') && !text[..space].EndsWith(']') ? text[..space] : "";
        var rest = host.Length == 0 ? text : text[(space + 1)..];
        var (app, process, said) = Tag(rest);
        return new() { At = at, Host = host, App = app, ProcessId = process, Text = said };
    }

    private static DateTimeOffset? Time(ref ReadOnlySpan<byte> message, TimeZoneInfo zone, DateTimeOffset now)
    {
        var end = message.IndexOf((byte)' ');
        if (end >= 20 && message[0] is >= (byte)'0' and <= (byte)'9' && WireInstant.TryParse(message[..end], out var instant))
        {
            message = message[(end + 1)..];
            return instant;
        }

        if (message.Length <= ClockLength || message[ClockLength] != ' ') return null;
        var clock = Encoding.ASCII.GetString(message[..ClockLength]);

        // A leap year, so that the 29th of February can be read before the year is known.
        if (!DateTime.TryParseExact($"2000 {clock}", [.. Clocks.Select(format => $"yyyy {format}")], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        message = message[(ClockLength + 1)..];
        return Latest(local, zone, now);
    }

    /// <summary>In the latest year that does not put it into the future, give or take a wrong clock: around New Year the sender may be in the other one.</summary>
    private static DateTimeOffset Latest(DateTime local, TimeZoneInfo zone, DateTimeOffset now) =>
        Enumerable.Range(now.Year - 1, 3).Where(year => local.Day <= DateTime.DaysInMonth(year, local.Month))
            .Select(year => In(zone, new DateTime(year, local.Month, local.Day, local.Hour, local.Minute, local.Second, DateTimeKind.Unspecified)))
            .Where(at => at - now < AheadAtMost).DefaultIfEmpty(now).Max();

    private static DateTimeOffset In(TimeZoneInfo zone, DateTime local) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

    private static (string App, string Process, string Text) Tag(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is <= 0 or > MaxTag || text.AsSpan(0, colon).Contains(' ')) return ("", "", text);
        var (tag, said) = (text[..colon], text[(colon + 1)..].TrimStart(' '));
        var bracket = tag.IndexOf('[', StringComparison.Ordinal);
        return bracket > 0 && tag.EndsWith(']') ? (tag[..bracket], tag[(bracket + 1)..^1], said) : (tag, "", said);
    }
}

using System.Globalization;
using System.Text;

namespace OpsPortal.Domain.Scheduling.Files;

/// <summary>One entry of a calendar file.</summary>
/// <param name="Uid">The same for the same thing for ever.</param>
/// <param name="Sequence">Raised by every change.</param>
/// <param name="RecurrenceId">UTC; when the rule has a time that takes place elsewhere. Null: it is as the rule says, or there is no rule.</param>
public sealed record IcsEntry(
    string Uid, int Sequence, string Summary, string Description, string Url, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset ChangedAt, bool IsCancelled, string Category, DateTimeOffset? RecurrenceId = null);

/// <summary>Writes a calendar as RFC 5545 wants it: instants in UTC, texts escaped, lines folded at 75 bytes.</summary>
public static class IcsWriter
{
    private const int MostBytes = 75;

    public static string Write(string name, IEnumerable<IcsEntry> entries)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//OpsPortal//Calendar//EN");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escape(name)}");
        foreach (var entry in entries)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Escape(entry.Uid)}");
            if (entry.RecurrenceId is { } moved) Line(text, $"RECURRENCE-ID:{Instant(moved)}");
            Line(text, $"DTSTAMP:{Instant(entry.ChangedAt)}");
            Line(text, $"LAST-MODIFIED:{Instant(entry.ChangedAt)}");
            Line(text, $"DTSTART:{Instant(entry.Start)}");
            Line(text, $"DTEND:{Instant(entry.End)}");
            Line(text, string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{entry.Sequence}"));
            Line(text, $"STATUS:{(entry.IsCancelled ? "CANCELLED" : "CONFIRMED")}");
            Line(text, $"SUMMARY:{Escape(entry.Summary)}");
            if (entry.Description.Length > 0) Line(text, $"DESCRIPTION:{Escape(entry.Description)}");
            if (entry.Url.Length > 0) Line(text, $"URL:{entry.Url}");
            Line(text, $"CATEGORIES:{Escape(entry.Category)}");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    /// <summary>Backslash, comma, semicolon and line breaks in the spelling of RFC 5545; other control characters are left out.</summary>
    public static string Escape(string value)
    {
        var text = new StringBuilder(value.Length + 8);
        foreach (var letter in value.ReplaceLineEndings("\n"))
        {
            if (letter is '\\' or ',' or ';') text.Append('\\').Append(letter);
            else if (letter == '\n') text.Append("\\n");
            else if (letter == '\t' || !char.IsControl(letter)) text.Append(letter);
        }

        return text.ToString();
    }

    /// <summary>A line in parts of at most 75 bytes, each but the first begun by a space; no character is torn apart.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > MostBytes)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}

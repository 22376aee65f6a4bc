using System.Globalization;
using System.Text;
using System.Xml;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Scheduling.Files;

/// <summary>One event of a calendar file as it would be planned.</summary>
/// <param name="Line">Where it begins in the file, from 1.</param>
/// <param name="Why">Why it cannot be planned; null where it can, and then <paramref name="Schedule"/> is there.</param>
public sealed record IcsRead(int Line, string Summary, string Description, Schedule? Schedule, Refusal? Why);

/// <summary>Reads the events of a calendar file (RFC 5545): their times by the same rules as everything else here. Texts are taken as plain text.</summary>
public static class IcsReader
{
    /// <summary>Longest file read, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Most events of one file.</summary>
    public const int MaxEvents = 1000;

    /// <summary>Refused for what is no calendar, and for one with more than <see cref="MaxEvents"/> events. Events that cannot be planned say why themselves.</summary>
    /// <param name="zone">Holds for local times that name no zone.</param>
    public static Outcome<IReadOnlyList<IcsRead>> Read(string text, string zone)
    {
        if (text.Length > MaxBytes) return IcsRefusals.TooLarge();
        if (!Zones.Knows(zone)) return ScheduleRefusals.UnknownZone(zone);
        var lines = Unfold(text);
        if (lines.Count == 0 || !lines[0].Text.Trim('\uFEFF', ' ').Equals("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return IcsRefusals.NoCalendar();
        var events = new List<IcsRead>();
        Dictionary<string, List<IcsProperty>>? open = null;
        var (begins, nested) = (0, 0);
        foreach (var (number, line) in lines)
        {
            if (IcsProperty.Parse(line) is not { } property) continue;
            switch (property.Name, property.Value.ToUpperInvariant())
            {
                case ("BEGIN", "VEVENT") when open is null:
                    (open, begins) = ([], number);
                    break;
                case ("BEGIN", _) when open is not null:
                    nested++;
                    break;
                case ("END", "VEVENT") when open is not null && nested == 0:
                    if (events.Count == MaxEvents) return IcsRefusals.TooMany();
                    events.Add(Event(begins, open, zone));
                    open = null;
                    break;
                case ("END", _) when open is not null:
                    nested = Math.Max(0, nested - 1);
                    break;
                default:
                    if (open is null || nested > 0) break;
                    if (!open.TryGetValue(property.Name, out var known)) open[property.Name] = known = [];
                    known.Add(property);
                    break;
            }
        }

        if (open is not null) return IcsRefusals.CutOff();
        return events.Count == 0 ? IcsRefusals.NoEvents() : events;
    }

    private static IcsRead Event(int line, Dictionary<string, List<IcsProperty>> properties, string zone)
    {
        var (summary, description) = (Text("SUMMARY"), Text("DESCRIPTION"));
        if (summary.Length == 0) summary = "Imported";
        var schedule = Schedule(properties, zone);
        return new(line, summary, description, (schedule as Outcome<Schedule>.Done)?.Value, schedule.Refusal);

        string Text(string name) => properties.TryGetValue(name, out var found) ? IcsProperty.Unescape(found[0].Value) : "";
    }

    private static Outcome<Schedule> Schedule(Dictionary<string, List<IcsProperty>> properties, string usual)
    {
        if (!properties.TryGetValue("DTSTART", out var starts)) return IcsRefusals.NoStart();
        if (starts[0].Time(usual) is not Outcome<IcsTime>.Done(var start)) return ((Outcome<IcsTime>.Refused)starts[0].Time(usual)).Why;
        var lasts = Duration(properties, usual, start);
        if (lasts is not Outcome<TimeSpan>.Done(var duration)) return ((Outcome<TimeSpan>.Refused)lasts).Why;
        if (properties.ContainsKey("RDATE")) return ScheduleRefusals.NotSupported("RDATE");
        if (!properties.TryGetValue("RRULE", out var rules)) return Scheduling.Schedule.Create(start.Local, start.Zone, duration);
        var rule = RecurrenceText.Parse(rules[0].Value);
        if (rule is not Outcome<Recurrence>.Done(var recurrence)) return ((Outcome<Recurrence>.Refused)rule).Why;
        var without = new List<DateOnly>();
        foreach (var excluded in properties.GetValueOrDefault("EXDATE") ?? [])
        {
            foreach (var part in excluded.Value.Split(',').Take(Scheduling.Schedule.MostExceptions + 1))
            {
                var read = (excluded with { Value = part }).Time(start.Zone);
                if (read is not Outcome<IcsTime>.Done(var at)) return ((Outcome<IcsTime>.Refused)read).Why;
                without.Add(DateOnly.FromDateTime(at.Zone == start.Zone ? at.Local : Zones.ToLocal(Zones.ToInstant(at.Local, at.Zone), start.Zone)));
            }
        }

        return Scheduling.Schedule.Create(start.Local, start.Zone, duration, recurrence, without);
    }

    private static Outcome<TimeSpan> Duration(Dictionary<string, List<IcsProperty>> properties, string usual, IcsTime start)
    {
        if (properties.TryGetValue("DTEND", out var ends))
        {
            var read = ends[0].Time(usual);
            return read is Outcome<IcsTime>.Done(var end) ? Zones.ToInstant(end.Local, end.Zone) - Zones.ToInstant(start.Local, start.Zone) : ((Outcome<IcsTime>.Refused)read).Why;
        }

        if (!properties.TryGetValue("DURATION", out var durations)) return start.IsDate ? TimeSpan.FromDays(1) : IcsRefusals.NoEnd();
        try
        {
            var text = durations[0].Value;
            return text.EndsWith('W') && int.TryParse(text.AsSpan(1, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks < 60 ? TimeSpan.FromDays(7 * weeks) : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            return IcsRefusals.NoEnd();
        }
    }

    /// <summary>Logical lines: one that begins with a space or tab goes on the line before.</summary>
    private static List<(int Number, string Text)> Unfold(string text)
    {
        var lines = new List<(int Number, string Text)>();
        var (number, current, begins) = (0, new StringBuilder(), 0);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            if (raw.Length > 0 && raw[0] is (' ' or '\t'))
            {
                current.Append(raw[1..]);
                continue;
            }

            if (current.Length > 0) lines.Add((begins, current.ToString()));
            current.Clear().Append(raw);
            begins = number;
        }

        if (current.Length > 0) lines.Add((begins, current.ToString()));
        return lines;
    }
}

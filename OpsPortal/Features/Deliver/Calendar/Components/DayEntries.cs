using System.Globalization;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Calendar.Entries;

namespace OpsPortal.Features.Deliver.Calendar.Components;

/// <summary>One day of the calendar with what is in it.</summary>
/// <param name="Entries">By start; what began before comes first.</param>
public sealed record CalendarDay(DateOnly Date, IReadOnlyList<PlacedEntry> Entries)
{
    public string Address => Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>An entry on one day, in the zone of who looks.</summary>
/// <param name="From">Minutes of the day at which it begins, 0 where it began before.</param>
/// <param name="To">Minutes of the day at which it ends, 1440 where it goes on.</param>
/// <param name="Lane">Beside which others it stands, from 0.</param>
/// <param name="Lanes">How many stand side by side.</param>
public sealed record PlacedEntry(CalendarEntry Entry, int From, int To, int Lane, int Lanes)
{
    public const int DayMinutes = 24 * 60;

    /// <summary>Its times on this day: <c>22:00–24:00</c>.</summary>
    public string Times => From == 0 && To == DayMinutes ? "all day" : $"{Clock(From)}–{Clock(To)}";

    /// <summary>When it begins on this day; empty where it began before.</summary>
    public string Begins => From == 0 ? "" : Clock(From);

    private static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
}

/// <summary>Puts entries into days.</summary>
public static class DayEntries
{
    /// <param name="entries">By start.</param>
    /// <param name="sideBySide">What overlaps is given lanes; else all stand one below the other.</param>
    public static IReadOnlyList<CalendarDay> Of(DateOnly first, int days, IReadOnlyList<CalendarEntry> entries, string zone, bool sideBySide)
    {
        var begins = Enumerable.Range(0, days + 1).Select(day => CalendarAddress.Midnight(first.AddDays(day), zone)).ToArray();
        var placed = Enumerable.Range(0, days).Select(_ => new List<PlacedEntry>()).ToArray();
        foreach (var entry in entries)
        {
            var day = Array.BinarySearch(begins, entry.Start) is var at && at >= 0 ? at : Math.Max(0, ~at - 1);
            for (; day < days && begins[day] < entry.End; day++)
            {
                if (entry.Start >= begins[day + 1]) continue;
                var from = entry.Start <= begins[day] ? 0 : Minute(entry.Start, zone);
                var to = entry.End >= begins[day + 1] ? PlacedEntry.DayMinutes : Math.Max(from + 1, Minute(entry.End, zone));
                placed[day].Add(new(entry, from, to, 0, 1));
            }
        }

        return [.. placed.Select((list, day) => new CalendarDay(first.AddDays(day), sideBySide ? Lanes(list) : list))];
    }

    /// <summary>Gives what overlaps lanes side by side.</summary>
    private static List<PlacedEntry> Lanes(List<PlacedEntry> day)
    {
        day.Sort((a, b) => (a.From, -a.To).CompareTo((b.From, -b.To)));
        var done = new List<PlacedEntry>(day.Count);
        var (cluster, ends, until) = (new List<PlacedEntry>(), new List<int>(), 0);
        foreach (var entry in day)
        {
            if (cluster.Count > 0 && entry.From >= until) Close();
            var lane = ends.FindIndex(end => end <= entry.From);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }

            ends[lane] = entry.To;
            until = Math.Max(until, entry.To);
            cluster.Add(entry with { Lane = lane });
        }

        Close();
        return done;

        void Close()
        {
            done.AddRange(cluster.Select(entry => entry with { Lanes = ends.Count }));
            cluster.Clear();
            ends.Clear();
            until = 0;
        }
    }

    private static int Minute(DateTimeOffset at, string zone) => (int)Zones.ToLocal(at, zone).TimeOfDay.TotalMinutes;
}

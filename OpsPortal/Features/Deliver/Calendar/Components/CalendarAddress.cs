using System.Globalization;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.Calendar.Entries;

namespace OpsPortal.Features.Deliver.Calendar.Components;

public enum CalendarView
{
    Month,
    Week,
    Day,
    Agenda,
}

/// <summary>What a calendar shows, exactly as its address says.</summary>
public sealed record CalendarAddress(CalendarView View, DateOnly On, CalendarFilter Filter)
{
    /// <summary>Days of an agenda.</summary>
    private const int AgendaDays = 30;

    public static CalendarAddress Read(string? view, string? on, string? service, string? team, string? kind, DateOnly today) => new(
        Enum.TryParse<CalendarView>(view, ignoreCase: true, out var read) && Enum.IsDefined(read) ? read : CalendarView.Month,
        DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1999 and < 2200 ? day : today,
        new(service ?? "", team ?? "", kind ?? ""));

    /// <summary>The first day shown. Weeks begin on Monday.</summary>
    public DateOnly From => View switch
    {
        CalendarView.Month => Monday(new(On.Year, On.Month, 1)),
        CalendarView.Week => Monday(On),
        _ => On,
    };

    /// <summary>How many days are shown.</summary>
    public int Days => View switch
    {
        CalendarView.Month => ((On.DayNumber - On.Day + DateTime.DaysInMonth(On.Year, On.Month) - From.DayNumber + 7) / 7) * 7,
        CalendarView.Week => 7,
        CalendarView.Day => 1,
        _ => AgendaDays,
    };

    public string Title => View switch
    {
        CalendarView.Month => On.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        CalendarView.Day => On.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture),
        _ => $"{From.ToString("d MMM", CultureInfo.InvariantCulture)} – {From.AddDays(Days - 1).ToString("d MMM yyyy", CultureInfo.InvariantCulture)}",
    };

    /// <summary>The same one step on or back.</summary>
    public CalendarAddress Step(int steps) => this with
    {
        On = View switch { CalendarView.Month => On.AddMonths(steps), CalendarView.Week => On.AddDays(7 * steps), CalendarView.Day => On.AddDays(steps), _ => On.AddDays(AgendaDays * steps) },
    };

    /// <summary>The address that leads here.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"view={View.ToString().ToLowerInvariant()}", $"on={On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" };
        if (Filter.Kind.Length > 0) parts.Add($"kind={Uri.EscapeDataString(Filter.Kind)}");
        if (Filter.Service.Length > 0) parts.Add($"service={Uri.EscapeDataString(Filter.Service)}");
        if (Filter.Team.Length > 0) parts.Add($"team={Uri.EscapeDataString(Filter.Team)}");
        return $"/calendar?{string.Join('&', parts)}";
    }

    /// <summary>When the days shown begin and end (UTC) for a clock in a zone.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Range(string zone) => (Midnight(From, zone), Midnight(From.AddDays(Days), zone));

    public static DateTimeOffset Midnight(DateOnly day, string zone) => Zones.ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}

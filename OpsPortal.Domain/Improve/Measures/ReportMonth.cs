using System.Globalization;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Measures;

/// <summary>A calendar month, in no zone yet.</summary>
/// <param name="Month">From 1 to 12.</param>
public readonly record struct ReportMonth(int Year, int Month)
{
    public DateOnly First => new(Year, Month, 1);

    public DateOnly Last => new(Year, Month, DateTime.DaysInMonth(Year, Month));

    public ReportMonth Next => Of(First.AddMonths(1));

    public ReportMonth Before => Of(First.AddMonths(-1));

    /// <summary><c>October 2026</c>.</summary>
    public string Name => First.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public static ReportMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>The last that was over, by the clock of the zone.</summary>
    public static ReportMonth LastWhole(DateTimeOffset now, string zone) => Of(ReportPeriod.DayOf(now, zone)).Before;

    /// <summary>Reads <c>2026-10</c>.</summary>
    public static bool TryParse(string? text, out ReportMonth month)
    {
        var parsed = DateOnly.TryParseExact(text?.Trim(), "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = Of(day);
        return parsed;
    }

    /// <summary>Its days in a zone. Refused for a month that has not begun there, and as <see cref="ReportPeriod.Of"/>.</summary>
    public Outcome<ReportPeriod> In(string zone, DateTimeOffset now) =>
        First > ReportPeriod.DayOf(now, zone) ? new Refusal("report.invalid-month", $"{Name} has not begun in {zone}. Choose a month that has.") : ReportPeriod.Of(First, Last, zone);

    /// <summary>As it is read: <c>2026-10</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

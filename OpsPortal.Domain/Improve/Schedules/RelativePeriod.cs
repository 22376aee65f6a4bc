using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Improve.Schedules;

/// <summary>A period seen from the day on which a report is due; that day itself is never part of it, as it is not over.</summary>
public enum RelativePeriod
{
    Yesterday,

    /// <summary>The seven days before.</summary>
    LastSevenDays,

    /// <summary>The thirty days before.</summary>
    LastThirtyDays,

    /// <summary>From Monday to Sunday.</summary>
    LastWeek,

    /// <summary>The calendar month before.</summary>
    LastMonth,

    /// <summary>The calendar quarter before.</summary>
    LastQuarter,
}

public static class RelativePeriods
{
    /// <summary>The days that are meant at an instant, in a zone. Refused as <see cref="ReportPeriod.Of"/> is.</summary>
    public static Outcome<ReportPeriod> At(this RelativePeriod period, DateTimeOffset due, string zone)
    {
        var today = ReportPeriod.DayOf(due, zone);
        var month = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        var (from, end) = period switch
        {
            RelativePeriod.Yesterday => (today.AddDays(-1), today),
            RelativePeriod.LastSevenDays => (today.AddDays(-7), today),
            RelativePeriod.LastThirtyDays => (today.AddDays(-30), today),
            RelativePeriod.LastWeek => (monday.AddDays(-7), monday),
            RelativePeriod.LastMonth => (month.AddMonths(-1), month),
            _ => (quarter.AddMonths(-3), quarter),
        };
        return ReportPeriod.Of(from, end.AddDays(-1), zone);
    }
}

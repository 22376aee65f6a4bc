using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Scheduling;

namespace OpsPortal.Domain.Improve.Measures;

/// <summary>A part of a period: a day, a week from Monday on, or a month, cut off where the period begins or ends.</summary>
/// <param name="First">The first local day of it.</param>
/// <param name="Start">UTC, included.</param>
/// <param name="End">UTC, not included.</param>
public sealed record Stretch(DateOnly First, DateTimeOffset Start, DateTimeOffset End);

/// <summary>Whole local days in one zone: what a report is about.</summary>
/// <remarks>
/// The instants follow from the zone's own rules, so a day on which clocks are changed has 23 or 25 hours. A time is inside when
/// it is not before <see cref="Start"/> and before <see cref="End"/>.
/// </remarks>
public sealed record ReportPeriod
{
    /// <summary>Longest period, in days.</summary>
    public const int MostDays = 1100;

    /// <summary>Most parts that a chart of a period has.</summary>
    public const int MostStretches = 62;

    private static readonly DateOnly Earliest = new(2000, 1, 1), Latest = new(2200, 1, 1);

    private ReportPeriod(DateOnly from, DateOnly to, string zone)
    {
        (From, To, Zone) = (from, to, zone);
        (Start, End) = (Midnight(from), Midnight(to.AddDays(1)));
    }

    /// <summary>The first local day.</summary>
    public DateOnly From { get; }

    /// <summary>The last local day; it belongs to the period.</summary>
    public DateOnly To { get; }

    /// <summary>As <c>Europe/Berlin</c>.</summary>
    public string Zone { get; }

    /// <summary>UTC, included.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>UTC, not included.</summary>
    public DateTimeOffset End { get; }

    /// <summary>Local days.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>As many local days, directly before: what this one is compared with.</summary>
    public ReportPeriod Before => new(From.AddDays(-Days), From.AddDays(-1), Zone);

    /// <summary>The same local days a month earlier: of a whole month the whole month before; a day that month has not becomes its last.</summary>
    public ReportPeriod MonthBefore => Earlier(1);

    /// <summary>The same local days a year earlier: of a whole month the whole month then; else 29 February becomes the 28th.</summary>
    public ReportPeriod YearBefore => Earlier(12);

    /// <summary>A period. Refused for a zone nobody knows, an end before its beginning, more than <see cref="MostDays"/>, and days that the zone's clock has skipped.</summary>
    public static Outcome<ReportPeriod> Of(DateOnly from, DateOnly to, string zone)
    {
        if (!Zones.Knows(zone)) return new Refusal("report.invalid-zone", $"There is no time zone {OneLine.Of(zone, Zones.MaxLength)}. Name one as Europe/Berlin.");
        if (to < from) return new Refusal("report.invalid-period", "The last day is before the first.");
        if (from < Earliest || to >= Latest) return new Refusal("report.invalid-period", $"Choose days from {Earliest.Year} on and before {Latest.Year}.");
        if (to.DayNumber - from.DayNumber >= MostDays) return new Refusal("report.invalid-period", $"A report covers {MostDays} days at most.");
        var period = new ReportPeriod(from, to, zone);
        return period.End > period.Start ? period : new Refusal("report.invalid-period", $"The clock of {zone} skipped {from:d MMMM yyyy}; nothing can have happened then.");
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset at, string zone) => DateOnly.FromDateTime(Zones.ToLocal(at, zone));

    public bool Holds(DateTimeOffset at) => at >= Start && at < End;

    /// <summary>Days, or weeks where that would be too many for a chart, or months. Together they are the period; none is empty.</summary>
    public IReadOnlyList<Stretch> Stretches()
    {
        var cuts = new List<DateOnly>();
        for (var day = From; day <= To; day = Next(day)) cuts.Add(day);
        cuts.Add(To.AddDays(1));
        return [.. cuts.Zip(cuts.Skip(1), (first, next) => new Stretch(first, Midnight(first), Midnight(next))).Where(stretch => stretch.End > stretch.Start)];
    }

    /// <summary>What one part of it is called: <c>day</c>, <c>week</c> or <c>month</c>.</summary>
    public string StretchName => Days <= MostStretches ? "day" : Days <= MostStretches * 7 ? "week" : "month";

    private ReportPeriod Earlier(int months)
    {
        var (from, to) = (From.AddMonths(-months), To.AddMonths(-months));
        return new(from, From.Day == 1 && To == ReportMonth.Of(To).Last ? ReportMonth.Of(to).Last : to, Zone);
    }

    private DateOnly Next(DateOnly day) => StretchName switch
    {
        "day" => day.AddDays(1),
        "week" => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
        _ => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
    };

    private DateTimeOffset Midnight(DateOnly day) => Zones.ToInstant(day.ToDateTime(TimeOnly.MinValue), Zone);
}

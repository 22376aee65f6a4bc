namespace OpsPortal.Features.Improve.Reports.Rollups;

/// <summary>Where the times of sums begin, in UTC.</summary>
internal static class Quarters
{
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(15);

    public static DateTimeOffset Of(DateTimeOffset at) => new(at.UtcTicks / Length.Ticks * Length.Ticks, TimeSpan.Zero);

    public static DateTimeOffset DayOf(DateTimeOffset at) => new(at.UtcDateTime.Date, TimeSpan.Zero);

    public static DateTimeOffset MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset EndOf(Grain grain, DateTimeOffset at) => grain switch { Grain.Quarter => at + Length, Grain.Day => at.AddDays(1), _ => at.AddMonths(1) };
}

using OpsPortal.Domain.Improve.Measures;

namespace OpsPortal.Features.Improve.Reports.Model;

/// <summary>Figures of the usual kinds.</summary>
internal static class Figures
{
    public static Figure Count(string key, string title, long now, long? before = null) => new(key, title, Unit.Count, now, now) { Before = before };

    /// <param name="of">What the whole is, as a sentence ends: <c>events that reached a person</c>.</param>
    public static Figure Ratio(string key, string title, Share now, Share? before, string of) =>
        new(key, title, Unit.Share, now.Value, now.Whole, now.Value is null ? $"There were no {of}." : "") { Before = before?.Value };

    /// <param name="of">What was measured, as a sentence ends: <c>events that somebody acknowledged</c>.</param>
    public static Figure Time(string key, string title, Spread now, Spread? before, Func<Spread, TimeSpan?> pick, string of) =>
        new(key, title, Unit.Duration, pick(now)?.TotalSeconds, now.Count, now.Count == 0 ? $"There were no {of}." : "") { Before = before is null ? null : pick(before)?.TotalSeconds, LessIsBetter = true };

    /// <summary>Median and 90th percentile of the same times.</summary>
    public static IEnumerable<Figure> Times(string key, string title, Spread now, Spread? before, string of, bool hasRows = true) =>
    [
        Time($"{key}-median", $"{title}, median", now, before, spread => spread.Median, of) with { HasRows = hasRows },
        Time($"{key}-p90", $"{title}, p90", now, before, spread => spread.P90, of) with { HasRows = hasRows },
    ];

    public static Cell Seconds(TimeSpan? time) => Cell.Of(time?.TotalSeconds);
}

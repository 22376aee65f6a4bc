using System.Globalization;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Reading;

/// <summary>The last row of a page: its instant, and its number where several have the same.</summary>
internal readonly record struct RowCursor(DateTimeOffset At, long Number)
{
    public static RowCursor Start { get; } = new(DateTimeOffset.MinValue, 0);

    /// <summary>Null or unreadable: the start.</summary>
    public static RowCursor Read(string? text) => TryRead(text, out var cursor) ? cursor : Start;

    public static bool IsOne(string text) => TryRead(text, out _);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Number}");

    /// <summary>A page of what was read with one more row than a page holds.</summary>
    public static Page<ReportRow> Page<TRow>(IReadOnlyList<TRow> read, int limit, Func<TRow, ReportRow> show, Func<TRow, RowCursor> cursor) =>
        new([.. read.Take(limit).Select(show)], read.Count > limit ? cursor(read[limit - 1]).ToString() : null);

    /// <summary>A page of rows that are all in memory, in the order of instant and number.</summary>
    public static Page<ReportRow> Page<TRow>(IEnumerable<TRow> all, string? from, int limit, Func<TRow, ReportRow> show, Func<TRow, RowCursor> cursor)
    {
        var after = Read(from);
        return Page([.. all.Select(row => (Row: row, Place: cursor(row))).Where(one => one.Place.At > after.At || (one.Place.At == after.At && one.Place.Number > after.Number)).OrderBy(one => one.Place.At).ThenBy(one => one.Place.Number).Select(one => one.Row).Take(limit + 1)], limit, show, cursor);
    }

    private static bool TryRead(string? text, out RowCursor cursor)
    {
        cursor = Start;
        var parts = text?.Split('-') ?? [];
        if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || ticks > DateTimeOffset.MaxValue.UtcTicks) return false;
        cursor = new(new(ticks, TimeSpan.Zero), number);
        return true;
    }
}

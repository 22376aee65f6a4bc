using System.Globalization;
using OpsPortal.Domain.Improve.Measures;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Improve.Reports.Model;

/// <summary>Numbers as people read them.</summary>
public static class Words
{
    public const string Unknown = "not known";

    public static string Of(double? value, Unit unit) => value is not { } known ? Unknown : unit switch
    {
        Unit.Share => Percent(known),
        Unit.Duration => known is > 0 and < 1 ? Say($"{known * 1000:0} ms") : Spans.Duration(TimeSpan.FromSeconds(known)),
        Unit.Rate => known.ToString("#,0.##", CultureInfo.InvariantCulture),
        _ => known.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>To the second, so that what stands behind a figure can be added up: <c>1 d 13 h 20 min</c>, <c>12 min 5 s</c>, <c>0 s</c>.</summary>
    public static string Exactly(TimeSpan span)
    {
        IEnumerable<string> parts = [.. from part in new (int Count, string Unit)[] { ((int)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "min"), (span.Seconds, "s") } where part.Count > 0 select Say($"{part.Count} {part.Unit}")];
        return parts.Any() ? string.Join(' ', parts) : "0 s";
    }

    /// <summary>For a spreadsheet: seconds, a share from 0 to 1, plain digits; empty where it is not known.</summary>
    public static string Plain(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    /// <summary>How far it has moved, with its sign; empty where that cannot be said.</summary>
    public static string Moved(Movement moved, Unit unit) => (moved, unit) switch
    {
        ({ Now: { } now, Before: { } before }, Unit.Share) => Math.Abs(now - before) < 0.0005 ? "no change" : Say($"{Sign(now - before)}{Math.Abs(now - before) * 100:0.#} points"),
        ({ Ratio: { } ratio }, _) => Math.Abs(ratio) < 0.005 ? "no change" : Say($"{Sign(ratio)}{Math.Abs(ratio) * 100:#,0} %"),
        ({ Now: > 0, Before: 0 }, _) => "none before",
        ({ Now: 0, Before: 0 }, _) => "no change",
        _ => "",
    };

    /// <summary>What sentences of a kind stand under.</summary>
    public static string Title(SentenceKind kind) => kind switch { SentenceKind.Happened => "What happened", SentenceKind.Changed => "What changed", SentenceKind.LookAt => "What to look at", _ => "What cannot be said" };

    /// <summary>The unit in which the marks of an axis are round numbers: seconds, minutes, hours or days of a duration.</summary>
    /// <param name="most">The greatest value on the axis.</param>
    public static double RoundIn(Unit unit, double most) => unit != Unit.Duration ? 1 : most switch { < 120 => 1, < 7200 => 60, < 172_800 => 3600, _ => 86_400 };

    public static string Days(ReportPeriod period) => period.From == period.To
        ? period.From.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : Say($"{period.From.ToString(period.From.Year == period.To.Year ? "d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture)} to {period.To.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}");

    public static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>1 event</c>, <c>2 events</c>.</summary>
    public static string Many(double count, string noun) => Say($"{count:N0} {noun}{(Math.Abs(count - 1) < 1e-9 ? "" : "s")}");

    /// <summary>Close to the ends it has more digits: 99.99 % is not 100 %.</summary>
    private static string Percent(double share) => share is > 0.99 and < 1 ? Say($"{Math.Floor(share * 100_000) / 1000:0.###} %") : Say($"{share * 100:0.#} %");

    private static string Sign(double value) => value < 0 ? "−" : "+";
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Charts;

/// <summary>A stretch of one line.</summary>
/// <param name="At">Milliseconds since 1970 UTC.</param>
public readonly record struct TimePoint(long At, double Low, double Middle, double High);

/// <summary>One line. Points in the order of time.</summary>
public sealed record TimeLine(string Name, IReadOnlyList<TimePoint> Points);

/// <summary>A level drawn across.</summary>
/// <param name="Css"><c>Exception</c>, <c>Warning</c> or <c>Informational</c>.</param>
public sealed record LimitLine(double Value, string Title, string Css);

/// <summary>A stretch of time drawn behind the lines.</summary>
public sealed record TimeBand(long From, long Until, string Title, string Css);

/// <summary>Lines over time drawn on the server: real axes, thresholds, bands, a legend, and the same numbers as a table.</summary>
public sealed partial class TimeChart : ComponentBase
{
    private const double Width = 1000;
    private const double Height = 220;
    private const int MostRows = 60;
    private const int MostNamedBands = 6;

    /// <summary>An instant is a band as well, and is seen on a small chart too.</summary>
    private const double NarrowestBand = 3;

    /// <summary>Prefix of the ids inside; unique on the page.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>What the chart says, in a sentence.</summary>
    [Parameter, EditorRequired] public string Said { get; set; } = "";

    [Parameter, EditorRequired] public long From { get; set; }

    [Parameter, EditorRequired] public long To { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<TimeLine> Lines { get; set; } = [];

    [Parameter] public IReadOnlyList<LimitLine> Limits { get; set; } = [];

    [Parameter] public IReadOnlyList<TimeBand> Bands { get; set; } = [];

    /// <summary>Whether the legend names the bands; for few of them.</summary>
    [Parameter] public bool NamesBands { get; set; }

    [Parameter] public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    private double Low { get; set; }

    private double High { get; set; }

    private IReadOnlyList<double> Marks { get; set; } = [];

    private IReadOnlyList<(long At, string Label)> Ticks { get; set; } = [];

    /// <summary>Times of the table, and the value of every line at them.</summary>
    private IReadOnlyList<(string At, IReadOnlyList<string> Values)> Rows { get; set; } = [];

    protected override void OnParametersSet()
    {
        var values = Lines.SelectMany(line => line.Points).SelectMany(point => new[] { point.Low, point.High }).Concat(Limits.Select(limit => limit.Value)).Where(double.IsFinite).ToList();
        (Low, High, Marks) = values.Count == 0 ? TimeScale.Values(0, 1) : TimeScale.Values(values.Min(), values.Max());
        Ticks = [.. TimeScale.Times(From, To, 7, Zone)];
        Rows = [.. TableRows()];
    }

    private IEnumerable<(string At, IReadOnlyList<string> Values)> TableRows()
    {
        var times = Lines.SelectMany(line => line.Points.Select(point => point.At)).Distinct().OrderDescending().ToList();
        var every = Math.Max(1, (times.Count + MostRows - 1) / MostRows);
        var lookups = Lines.Select(line => line.Points.GroupBy(point => point.At).ToDictionary(group => group.Key, group => group.First().Middle)).ToList();
        foreach (var at in times.Where((_, place) => place % every == 0))
            yield return (Time(at), [.. lookups.Select(line => line.TryGetValue(at, out var value) ? TimeScale.Number(value) : "–")]);
    }

    private string Time(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), Zone).ToString("d MMM HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private double X(long at) => Math.Clamp((at - From) * Width / Math.Max(1, To - From), 0, Width);

    private double Y(double value) => Height - (Math.Clamp((value - Low) / (High - Low), 0, 1) * Height);

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private string BandWidth(TimeBand band) => N(Math.Max(NarrowestBand, X(band.Until) - X(band.From)));

    private static string Percent(double part) => (part * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>The middle of a line, broken where nothing was measured.</summary>
    private string PathOf(TimeLine line)
    {
        var path = new StringBuilder();
        var usual = Usual(line.Points);
        for (var at = 0; at < line.Points.Count; at++)
        {
            var point = line.Points[at];
            var begins = at == 0 || point.At - line.Points[at - 1].At > usual * 4;
            path.Append(begins ? 'M' : 'L').Append(N(X(point.At))).Append(' ').Append(N(Y(point.Middle)));
            if (begins) path.Append('h').Append("0.01");
        }

        return path.ToString();
    }

    private static long Usual(IReadOnlyList<TimePoint> points)
    {
        var distances = points.Zip(points.Skip(1), (one, next) => next.At - one.At).Order().ToList();
        return distances.Count == 0 ? long.MaxValue / 8 : Math.Max(1, distances[distances.Count / 2]);
    }

    /// <summary>From the lowest to the highest value of every stretch.</summary>
    private string Envelope(TimeLine line)
    {
        var over = line.Points.Select(point => $"{N(X(point.At))},{N(Y(point.High))}");
        var back = line.Points.Reverse().Select(point => $"{N(X(point.At))},{N(Y(point.Low))}");
        return string.Join(' ', over.Concat(back));
    }
}

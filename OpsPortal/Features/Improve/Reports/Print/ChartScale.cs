using OpsPortal.Features.Improve.Reports.Model;

namespace OpsPortal.Features.Improve.Reports.Print;

/// <summary>The upright axis of a chart.</summary>
/// <param name="Top">Where it ends.</param>
/// <param name="Marks">From 0 to the top, in round numbers.</param>
internal sealed record ChartScale(double Top, IReadOnlyList<double> Marks)
{
    private const int MostSteps = 5;

    public static ChartScale Of(ReportChart chart)
    {
        var most = chart.Series.SelectMany(series => series.Values).Max() ?? 0;
        if (chart.Unit == Unit.Share) return Stepped(0.25, 4);
        var unit = Words.RoundIn(chart.Unit, most);
        var step = Step(most / unit) * unit;

        // What is counted has no halves.
        if (chart.Unit == Unit.Count) step = Math.Max(1, step);
        return Stepped(step, Math.Max(1, (int)Math.Ceiling((most / step) - 1e-9)));
    }

    private static ChartScale Stepped(double step, int steps) => new(step * steps, [.. Enumerable.Range(0, steps + 1).Select(at => at * step)]);

    /// <summary>The smallest of 1, 2, 5, 10, 20, 50 … with which few steps reach the top.</summary>
    private static double Step(double most)
    {
        if (most <= 0) return 1;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(most / MostSteps)));
        return new[] { 1.0, 2, 5, 10 }.Select(round => round * scale).First(step => most / step <= MostSteps + 1e-9);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">Where it stands, as <c>14:05</c>; no two are alike.</param>
/// <param name="Value">Not negative.</param>
public sealed record Bar(string Label, long Value);

/// <summary>A bar chart drawn on the server: real axes, a tooltip on every bar, and the same numbers as a table.</summary>
public sealed partial class BarChart : ComponentBase
{
    private const double Width = 600;
    private const double Height = 100;

    /// <summary>Prefix of the ids inside; unique on the page.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>What the chart says, in a sentence.</summary>
    [Parameter, EditorRequired] public string Said { get; set; } = "";

    /// <summary>In the order drawn, left to right.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<Bar> Bars { get; set; } = [];

    /// <summary>One of what is counted, as <c>event</c>; more of them end in s.</summary>
    [Parameter, EditorRequired] public string Unit { get; set; } = "";

    [Parameter, EditorRequired] public string LabelTitle { get; set; } = "";

    [Parameter, EditorRequired] public string ValueTitle { get; set; } = "";

    /// <summary>Every how many bars the axis is labelled, counted from the right.</summary>
    [Parameter] public int LabelEvery { get; set; } = 10;

    /// <summary>The end of the axis: the smallest of 1, 2, 5, 10, 20, 50 … that every bar stays under.</summary>
    private long Top
    {
        get
        {
            var most = Bars.Count == 0 ? 0 : Bars.Max(bar => bar.Value);
            for (long scale = 1; ; scale *= 10)
            {
                foreach (var step in (long[])[1, 2, 5])
                {
                    if (most <= step * scale) return Math.Max(step * scale, 2);
                }
            }
        }
    }

    private IEnumerable<long> Marks => [0, Top / 2, Top];

    private string BarWidth => Said100(Width / Math.Max(Bars.Count, 1));

    private string Inner => Said100(Width / Math.Max(Bars.Count, 1) * .78);

    private IEnumerable<(string At, string Label)> Ticks =>
        from i in Enumerable.Range(0, Bars.Count)
        where (Bars.Count - 1 - i) % LabelEvery == 0
        select ($"{Said100((i + .5) / Bars.Count * 100)}%", Bars[i].Label);

    private string X(int index) => Said100(index * Width / Bars.Count);

    private string Y(long value) => Said100(Height - (value * Height / Top));

    private string HeightOf(long value) => Said100(value * Height / Top);

    private string Percent(long value) => $"{Said100(value * 100.0 / Top)}%";

    private string UnitOf(long value) => value == 1 ? Unit : $"{Unit}s";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Said100(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Charts;

/// <summary>One kind of value over the parts of a period.</summary>
/// <param name="Values">One for each part; not negative; null: not known, which is drawn as nothing and told as such.</param>
public sealed record StretchLine(string Name, IReadOnlyList<double?> Values);

/// <summary>Values over the parts of a period, stacked where they are of several kinds: drawn on the server, with real axes, tooltips, a legend and the same numbers as a table.</summary>
public sealed partial class StretchChart : ComponentBase
{
    private const double Width = 600;
    private const double Height = 100;
    private const int MostTicks = 8;

    /// <summary>Prefix of the ids inside; unique on the page.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>What the chart says, in a sentence.</summary>
    [Parameter, EditorRequired] public string Said { get; set; } = "";

    /// <summary>What one part is: <c>Day</c>.</summary>
    [Parameter, EditorRequired] public string LabelTitle { get; set; } = "";

    /// <summary>One for each part, left to right.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Stacked from below in this order.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<StretchLine> Lines { get; set; } = [];

    /// <summary>A value as people read it.</summary>
    [Parameter, EditorRequired] public Func<double, string> Show { get; set; } = value => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The greatest the axis has to reach; null: what the values need.</summary>
    [Parameter] public double? Most { get; set; }

    /// <summary>The unit in which the marks of the axis are round numbers, as 60 for minutes of seconds.</summary>
    [Parameter] public Func<double, double>? RoundIn { get; set; }

    /// <summary>Beneath the table.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private double Top { get; set; } = 1;

    private IReadOnlyList<double> Marks => [0, Top / 2, Top];

    private string BarWidth => Said100(Width / Math.Max(Labels.Count, 1));

    private string Inner => Said100(Width / Math.Max(Labels.Count, 1) * .78);

    private IEnumerable<(string At, string Label)> Ticks
    {
        get
        {
            var every = Math.Max(1, (int)Math.Ceiling((double)Labels.Count / MostTicks));
            return from at in Enumerable.Range(0, Labels.Count) where at % every == 0 select ($"{Said100((at + .5) / Labels.Count * 100)}%", Labels[at]);
        }
    }

    protected override void OnParametersSet()
    {
        var most = Most ?? Enumerable.Range(0, Labels.Count).Select(at => Lines.Sum(line => line.Values[at] ?? 0)).DefaultIfEmpty(0).Max();
        var unit = RoundIn?.Invoke(most) ?? 1;
        Top = Most ?? (RoundUp(most / unit) * unit);
    }

    /// <summary>The smallest of 1, 2, 5, 10, 20, 50 … that is not below; at least 1 for what is counted.</summary>
    private static double RoundUp(double most)
    {
        if (most <= 0) return 2;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Math.Max(new[] { 1.0, 2, 5, 10 }.Select(step => step * scale).First(step => step >= most - 1e-9), 2);
    }

    private IEnumerable<(int Line, double From, double To)> Pieces(int at)
    {
        var from = 0.0;
        for (var line = 0; line < Lines.Count; line++)
        {
            if (Lines[line].Values[at] is not > 0) continue;
            var to = from + Lines[line].Values[at]!.Value;
            yield return (line, from, Math.Min(to, Top));
            from = to;
        }
    }

    private string Tip(int at) => $"{Labels[at]}: {string.Join(", ", Lines.Select(line => $"{(Lines.Count > 1 ? $"{line.Name} " : "")}{(line.Values[at] is { } value ? Show(value) : "not known")}"))}";

    private string X(int index) => Said100(index * Width / Math.Max(Labels.Count, 1));

    private string Y(double value) => Said100(Height - (value * Height / Top));

    private string HeightOf(double value) => Said100(Math.Max(0, value * Height / Top));

    private string Percent(double value) => $"{Said100(value * 100 / Top)}%";

    private static string Said100(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

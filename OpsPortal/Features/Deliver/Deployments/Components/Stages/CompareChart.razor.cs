using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Deliver.Deployments.Verification;

namespace OpsPortal.Features.Deliver.Deployments.Components.Stages;

/// <summary>The samples of one metric of the old and the new version, over one another.</summary>
public sealed partial class CompareChart : ComponentBase
{
    private const double Width = 600, Height = 112, Top = 4;

    [Parameter, EditorRequired] public ComparedMetric Metric { get; set; } = default!;

    /// <summary>UTC.</summary>
    [Parameter, EditorRequired] public DateTimeOffset From { get; set; }

    /// <summary>UTC.</summary>
    [Parameter, EditorRequired] public DateTimeOffset To { get; set; }

    private double? Low { get; set; }

    private double? High { get; set; }

    private IReadOnlyList<(string Side, string Points)> Lines { get; set; } = [];

    private string Said => $"{Metric.Name}: old mean {Number(Metric.BaselineMean)}, new mean {Number(Metric.CanaryMean)}";

    protected override void OnParametersSet()
    {
        var all = Metric.Baseline.Concat(Metric.Canary).OfType<double>().ToList();
        (Low, High) = (all.Count == 0 ? null : all.Min(), all.Count == 0 ? null : all.Max());
        Lines = all.Count == 0 ? [] : [("old", Points(Metric.Baseline)), ("new", Points(Metric.Canary))];
    }

    private string Points(IReadOnlyList<double?> values)
    {
        var span = High is { } high && Low is { } low && high > low ? high - low : 1;
        return string.Join(' ', values.Select((value, at) => (Value: value, At: at)).Where(one => one.Value is not null)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.At * Width / Math.Max(1, values.Count - 1):0.#},{Top + Height - ((one.Value!.Value - Low!.Value) / span * Height):0.#}")));
    }

    private static string Number(double? value) => value is { } number ? number.ToString("G4", CultureInfo.InvariantCulture) : "–";
}

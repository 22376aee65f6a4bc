using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Store;

namespace OpsPortal.Features.Detect.Moments.Components.Traces;

/// <summary>
/// The steps of one trace over time, each below its cause. Its lines are one group of choices, so the arrow keys move through them and the
/// chosen one is told in full.
/// </summary>
public sealed partial class SpanWaterfall : ComponentBase
{
    /// <summary>Drawn at first; the rest on demand.</summary>
    private const int MostLines = 100;

    private const int MostIndents = 12;

    [Parameter, EditorRequired] public TraceSummary Trace { get; set; } = default!;

    [Parameter, EditorRequired] public Waterfall Spans { get; set; } = default!;

    private bool All { get; set; }

    private TraceSpan? Chosen { get; set; }

    private string Id => $"trace-{Trace.Id}";

    private IReadOnlyList<WaterfallLine> Lines => All || Spans.Lines.Count <= MostLines ? Spans.Lines : [.. Spans.Lines.Take(MostLines)];

    private string Said
    {
        get
        {
            var services = Spans.Lines.Select(line => line.Span.Service).Distinct().Count();
            var missing = Spans.Lines.Count(line => line.CauseIsMissing);
            var said = $"{MomentWords.Took(Spans.Took)}, {Spans.Lines.Count} {(Spans.Lines.Count == 1 ? "span" : "spans")} of {services} {(services == 1 ? "service" : "services")}";
            return missing == 0 ? said : $"{said}; {missing} of them {(missing == 1 ? "names a cause that has" : "name causes that have")} not come";
        }
    }

    /// <summary>Deepest failure first: where it broke, not everything above that broke with it.</summary>
    protected override void OnInitialized() => Chosen = Spans.Lines.Where(line => line.Span.Failed).OrderByDescending(line => line.Depth).FirstOrDefault()?.Span;

    private string Percent(TimeSpan part) => Percent(Spans.Took > TimeSpan.Zero ? Math.Clamp(part / Spans.Took, 0, 1) : 0);

    private static string Percent(double part) => (part * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

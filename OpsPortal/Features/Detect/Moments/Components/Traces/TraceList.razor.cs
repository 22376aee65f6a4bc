using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Moments.Components.Traces;

/// <summary>The traces around a moment; the first, which is the worst, is open.</summary>
public sealed partial class TraceList : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    [Inject] private IMoments Moments { get; set; } = default!;

    [Inject] private MomentLinks Links { get; set; } = default!;

    [Inject] private Viewer Viewer { get; set; } = default!;

    [Parameter, EditorRequired] public Moment Moment { get; set; } = default!;

    /// <summary>Worst first.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<TraceSummary> Traces { get; set; } = [];

    /// <summary>Id of the trace that is open; null: none.</summary>
    private string? Shown { get; set; }

    private (TraceSummary Trace, Waterfall Spans)? Open { get; set; }

    private bool Gone { get; set; }

    protected override Task OnInitializedAsync() => Traces.Count > 0 ? ShowAsync(Traces[0].Id) : Task.CompletedTask;

    /// <summary>Opens a trace; null: closes the one that is open.</summary>
    public async Task ShowAsync(string? trace)
    {
        (Shown, Gone) = (trace, false);
        try
        {
            var read = trace is null ? null : await Moments.TraceAsync(trace, _leaving.Token);
            if (Shown == trace) (Open, Gone) = (read, trace is not null && read is null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}

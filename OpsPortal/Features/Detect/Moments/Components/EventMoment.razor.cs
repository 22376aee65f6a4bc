using System.Data.Common;
using Microsoft.AspNetCore.Components;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Detect.Moments.Components.Traces;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Moments.Components;

/// <summary>What the portal knows around the moment of an event; read once the page itself stands.</summary>
public sealed partial class EventMoment(IMoments moments, MomentLinks links, Viewer viewer) : ComponentBase, IDisposable
{
    private const int ShownServices = 12;

    private readonly CancellationTokenSource _leaving = new();

    [Parameter, EditorRequired] public EventRow Row { get; set; } = default!;

    private MomentFindings? Found { get; set; }

    private string? Failure { get; set; }

    private bool Reading { get; set; }

    private TraceList? Traces { get; set; }

    private IReadOnlySet<string> TraceIds => Found?.Traces.Select(trace => trace.Id).ToHashSet(StringComparer.Ordinal) ?? [];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await ReadAsync();
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested || Reading) return;
        Reading = true;
        try
        {
            (Found, Failure) = (await moments.AroundAsync(Row, await viewer.ActorAsync(), viewer.Now, _leaving.Token), null);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
        catch (DbException)
        {
            Failure = "The evidence could not be read just now.";
        }
        finally
        {
            Reading = false;
        }

        StateHasChanged();
    }

    private Task ShowTrace(string trace) => Traces?.ShowAsync(trace) ?? Task.CompletedTask;

    private string Titled(MomentChart chart) => Found?.Moment.Services.Count > 1 && chart.Service.Length > 0 ? $"{chart.Service}: {chart.Title}" : chart.Title;

    private string Local(DateTimeOffset at) => MomentWords.Clock(viewer.Local(at));
}

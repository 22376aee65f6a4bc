using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Live;

namespace OpsPortal.Features.Respond.Incidents.Components;

/// <summary>The incidents an event is or was part of; nothing where there are none.</summary>
public sealed partial class IncidentsOfEvent(ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private EventNumber? _read;

    [Parameter, EditorRequired] public EventNumber Number { get; set; }

    [Inject] private IIncidentQueries Incidents { get; set; } = default!;

    private IReadOnlyList<IncidentRow>? Rows { get; set; }

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Incidents);

    protected override Task OnParametersSetAsync() => _read == Number ? Task.CompletedTask : ReadAsync();

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            _read = Number;
            Rows = await Incidents.OfEventAsync(Number, _leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }
}

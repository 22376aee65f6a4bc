using Microsoft.AspNetCore.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.OnCall.Components;

/// <summary>Who is on call now for a service.</summary>
public sealed partial class OnCallNow(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private string? _read;

    /// <summary>The key of the service; empty: none is known, and nothing is shown.</summary>
    [Parameter, EditorRequired] public string Service { get; set; } = "";

    [Inject] private OnCallBook Book { get; set; } = default!;

    private IReadOnlyList<OnDuty>? On { get; set; }

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.OnCall, ChangeKind.Services);

    protected override Task OnParametersSetAsync() => _read == Service ? Task.CompletedTask : ReadAsync();

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
            _read = Service;
            On = Service.Length == 0 ? [] : await Book.OfServiceAsync(Service, viewer.Now, _leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }
}

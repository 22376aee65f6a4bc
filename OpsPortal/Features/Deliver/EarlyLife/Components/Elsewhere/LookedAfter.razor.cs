using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.EarlyLife.Components.Elsewhere;

/// <summary>Says of a service that it is looked after more closely, until when, and by whom today.</summary>
public sealed partial class LookedAfter(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private string? _read;

    /// <summary>The key of the service.</summary>
    [Parameter, EditorRequired] public string Service { get; set; } = "";

    [Inject] private EarlyLifeQueries Supports { get; set; } = default!;

    private IReadOnlyList<EarlyLifeRow> Rows { get; set; } = [];

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.EarlyLife);

    protected override Task OnParametersSetAsync() => _read == Service ? Task.CompletedTask : ReadAsync();

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private string Day(EarlyLifeRow row) => $"{viewer.Local(row.Until).ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} {viewer.ZoneName(row.Until)}";

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        try
        {
            _read = Service;
            var may = (await viewer.ActorAsync()).May(Permissions.ChangesRead);
            Rows = may && ServiceKey.TryParse(Service, null, out var key) ? await Supports.RunningAsync(key, _leaving.Token) : [];
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }
}

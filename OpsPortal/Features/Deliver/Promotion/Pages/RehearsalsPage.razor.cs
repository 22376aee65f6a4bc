using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Live;

namespace OpsPortal.Features.Deliver.Promotion.Pages;

/// <summary>When the way back of each service was last tried out, what is overdue first.</summary>
public sealed partial class RehearsalsPage(ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [Inject] private RehearsalQueries Rehearsals { get; set; } = default!;

    private IReadOnlyList<RehearsalRow>? Rows { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Deployments, ChangeKind.Changes);
        await ReadAsync();
    }

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
            Rows = await Rehearsals.ServicesAsync(_leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    private static string Said(RehearsalRow row) => row.State switch
    {
        RehearsalState.Missing => "Missing",
        RehearsalState.Failed => "Did not work",
        RehearsalState.TooOld => "Too old",
        RehearsalState.Never => "Not demanded",
        _ => "Fresh",
    };

    private static string Icon(RehearsalState state) => state switch
    {
        RehearsalState.Missing => Icons.Material.Outlined.ReportProblem,
        RehearsalState.Failed => Icons.Material.Outlined.Cancel,
        RehearsalState.TooOld => Icons.Material.Outlined.TimerOff,
        RehearsalState.Never => Icons.Material.Outlined.RadioButtonUnchecked,
        _ => Icons.Material.Outlined.CheckCircle,
    };
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.EarlyLife.Components.Elsewhere;

/// <summary>The support of a deployment, or the way to begin one.</summary>
public sealed partial class DeploymentEarlyLife(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private (DeploymentNumber, DeploymentState)? _read;
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public DeploymentNumber Number { get; set; }

    [Parameter, EditorRequired] public DeploymentState State { get; set; }

    [Inject] private EarlyLifeQueries Supports { get; set; } = default!;

    private EarlyLifeRow? Row { get; set; }

    private bool MayBegin => _read is not null && State == DeploymentState.Succeeded && _actor.May(Permissions.EarlyLifeWork);

    protected override void OnInitialized() => _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.EarlyLife);

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        if (_read != (Number, State)) await ReadAsync();
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
            Row = (await Supports.RowsAsync([Number], _leaving.Token)).FirstOrDefault();
            _read = (Number, State);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }
    }
}

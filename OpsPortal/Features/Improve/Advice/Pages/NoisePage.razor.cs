using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Improve.Advice.Counting;
using OpsPortal.Features.Improve.Advice.Queries;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Ui.Lists;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Advice.Pages;

/// <summary>Rules and monitors by the noise they make, the noisiest first.</summary>
public sealed partial class NoisePage(Viewer viewer, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;
    private Actor _actor = Actors.Nobody;

    [Inject] private NoiseTools Tools { get; set; } = default!;

    private ListSource<NoiseRow> Source { get; set; } = null!;

    private CountingState? Counting { get; set; }

    private Refusal? Why { get; set; }

    private bool MayWrite => _actor.May(Permissions.ImprovementsWrite);

    protected override void OnInitialized()
    {
        Source = new((query, cursor, limit, stopping) => Tools.Noise.PageAsync(NoiseListing.Filter(query), cursor, limit, stopping))
        {
            Count = (query, most, stopping) => Tools.Noise.CountAsync(NoiseListing.Filter(query), most, stopping),
            Rows = async (keys, stopping) => await Tools.Noise.RowsAsync([.. keys.Select(key => long.Parse(key, CultureInfo.InvariantCulture))], stopping),
        };
        _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Improvements);
    }

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
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
            Counting = await Tools.Noise.CountingAsync(_leaving.Token);
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            return; // nobody looks any more
        }

        StateHasChanged();
    }

    private async Task RecountAsync()
    {
        Why = (await Tools.Recount.RunAsync(await viewer.ActorAsync(), NoiseCounts.MostWeeks, CancellationToken.None)).Refusal;
        await ReadAsync();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Shell.Rail;

/// <summary>The areas this person may open, with what waits in them.</summary>
public sealed partial class Rail(Viewer viewer, IEnumerable<IAreaCount> counts, ChangeFeed feed, TimeProvider clock, ILogger<Rail> log) : ComponentBase, IDisposable
{
    /// <summary>Above this a count says only that there are more.</summary>
    public const int MostCounted = 999;

    private readonly Dictionary<string, (string Text, string Of)> _counted = [];
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<IAreaCount> _shown = [];
    private PageSubscription? _changes;

    /// <summary>The path of the page that is open, as <c>/events/EVT-7</c>.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "/";

    private IReadOnlyList<Area?> Open { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        Open = Area.For(await viewer.ActorAsync());
        _shown = [.. counts.Where(count => Open.Any(area => area?.Href == count.Href))];
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || _shown.Count == 0) return;
        _changes = new(feed, clock, () => InvokeAsync(CountAsync), [.. _shown.Select(count => count.Kind).Distinct()]);
        await CountAsync();
    }

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private (string Text, string Of)? CountOf(Area area) => _counted.TryGetValue(area.Href, out var known) ? known : null;

    private async Task CountAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        foreach (var count in _shown)
        {
            try
            {
                var number = await count.CountAsync(await viewer.ActorAsync(), _leaving.Token);
                _counted[count.Href] = (number > MostCounted ? $"{MostCounted}+" : number.ToString(CultureInfo.InvariantCulture), count.Of);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // A missing number must not take the page with it; the next change asks again.
                _counted.Remove(count.Href);
                log.CountFailed(count.Href, failure);
            }
        }

        StateHasChanged();
    }
}

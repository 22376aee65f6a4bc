using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Components;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Pages;

/// <summary>Everything that sends signals, and how each does.</summary>
public sealed partial class SourcesPage(SourceQueries sources, Viewer viewer, IDialogService dialogs, ChangeFeed feed, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    private IReadOnlyList<SourceRow>? Rows { get; set; }

    private bool MayManage { get; set; }

    private string Summary => Rows is null ? "" : (Count(SourceState.Silent), Count(SourceState.Failing)) switch
    {
        (0, 0) => $"{Rows.Count} sources, {Count(SourceState.Speaking)} of them speaking. None is silent against its heartbeat, and nothing was refused in the last hour.",
        var (silent, failing) => $"{Rows.Count} sources: {silent} silent, {failing} with something refused or lost in the last hour.",
    };

    public void Dispose()
    {
        _changes?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        MayManage = (await viewer.ActorAsync()).May(Permissions.SourcesManage);
        if (RendererInfo.IsInteractive) _changes = new(feed, clock, () => InvokeAsync(ReadAsync), ChangeKind.Sources, ChangeKind.SourceTraffic);
        await ReadAsync();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private int Count(SourceState state) => Rows?.Count(row => row.State == state) ?? 0;

    private Task AddAsync() => dialogs.ShowAsync<AddSourceDialog>("Add source", DialogSizes.Medium);

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Rows = await sources.AllAsync(_leaving.Token);
        StateHasChanged();
    }
}

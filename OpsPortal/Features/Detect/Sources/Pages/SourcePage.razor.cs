using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Features.Detect.Sources.Components;
using OpsPortal.Features.Detect.Sources.Queries;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Pages;

/// <summary>One source: how it does, how a tool is pointed at it, what came last, and what was refused and why.</summary>
public sealed partial class SourcePage(SourcePageTools tools, Viewer viewer, ChangeFeed feed, NavigationManager navigation, TimeProvider clock) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageSubscription? _changes;

    [Parameter] public string Name { get; set; } = "";

    private SourceStory? Story { get; set; }

    private bool Unknown { get; set; }

    private bool MayManage { get; set; }

    private Refusal? Why { get; set; }

    private DateTimeOffset Now => viewer.Now;

    private IReadOnlyList<Snippet> Snippets => Story is null ? [] : tools.Snippets.For(Story.Source, new(navigation.BaseUri), null);

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
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Story?.Row.Name != Name) await ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Story = await tools.Sources.OneAsync(Name, _leaving.Token);
        Unknown = Story is null;
        StateHasChanged();
    }

    private async Task RotateAsync()
    {
        if (Story?.Source.KeyShown.Length > 0
            && !await ConfirmDialog.AskAsync(tools.Dialogs, $"Rotate the key of {Name}?", "Whoever sends with the present key is refused from now on.", "Rotate")) return;
        var outcome = await tools.Desk.Rotate.RunAsync(await viewer.ActorAsync(), Name, _leaving.Token);
        Why = outcome.Refusal;
        if (outcome is Outcome<NewSourceKey>.Done(var made))
            await tools.Dialogs.ShowAsync<KeyDialog>("New key", new DialogParameters<KeyDialog> { { dialog => dialog.Made, made } }, DialogSizes.Medium);
        await ReadAsync();
    }

    private async Task RemoveAsync()
    {
        if (!await ConfirmDialog.AskAsync(tools.Dialogs, $"Remove {Name}?", "Its key is refused at once and what is kept of its traffic is deleted. Its events stay.", "Remove")) return;
        Why = (await tools.Desk.Remove.RunAsync(await viewer.ActorAsync(), Name, _leaving.Token)).Refusal;
        if (Why is null) navigation.NavigateTo("/sources");
    }
}

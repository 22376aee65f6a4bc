using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.People.Administration.Dialogs;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.Groups;

/// <summary>Those who own services.</summary>
public sealed partial class TeamsPage(TeamQueries teams, DeleteTeam delete, Viewer viewer, IDialogService dialogs, ChangeFeed feed) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IDisposable? _subscription;

    private IReadOnlyList<TeamRow>? Teams { get; set; }

    private bool MayWrite { get; set; }

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive) _subscription = feed.Subscribe(ChangeKind.Services, () => _ = InvokeAsync(ReadAsync));
        MayWrite = (await viewer.ActorAsync()).May(Permissions.ServicesWrite);
        await ReadAsync();
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        Teams = await teams.TeamsAsync(_leaving.Token);
        StateHasChanged();
    }

    private Task EditAsync(TeamRow? team) => dialogs.ShowAsync<TeamDialog>(team is null ? "New team" : $"Edit {team.Name}", new DialogParameters<TeamDialog> { { asked => asked.Team, team } }, DialogSizes.Medium);

    private async Task DeleteAsync(TeamRow team)
    {
        Why = null;
        if (!await ConfirmDialog.AskAsync(dialogs, $"Delete {team.Name}?", "Its members stay; a team that owns services is not deleted.", "Delete")) return;
        Why = (await delete.RunAsync(await viewer.ActorAsync(), team.Id, CancellationToken.None)).Refusal;
    }
}

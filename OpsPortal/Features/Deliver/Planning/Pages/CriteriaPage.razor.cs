using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Readiness;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Planning.Criteria;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Features.People;
using OpsPortal.Features.People.Components;
using OpsPortal.Live;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Planning.Pages;

/// <summary>The criteria of readiness: looked at by everybody, set by those who may.</summary>
public sealed partial class CriteriaPage(Viewer viewer, IDialogService dialogs, TeamQueries teams) : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Actor _actor = Actors.Nobody;
    private PageSubscription? _changes;

    [Inject] private CriteriaDesk Desk { get; set; } = default!;

    private IReadOnlyList<Criterion>? Criteria { get; set; }

    private IReadOnlyList<TeamRow> Teams { get; set; } = [];

    private CriterionForm? Form { get; set; }

    /// <summary>Null while a new one is written.</summary>
    private Criterion? Editing { get; set; }

    private Refusal? Why { get; set; }

    private string Told { get; set; } = "";

    private bool Busy { get; set; }

    private bool MayManage => _actor.May(Permissions.ReadinessManage);

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        if (RendererInfo.IsInteractive) _changes = Desk.Follow(() => InvokeAsync(ReadAsync));
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
            Teams = await teams.TeamsAsync(_leaving.Token);
            Criteria = await Desk.ListAsync(_leaving.Token);
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            Form = null; // nobody looks any more
        }
    }

    private void Edit(Criterion? criterion) => (Editing, Form, Why, Told) = (criterion, CriterionForm.Of(criterion?.Draft ?? new()), null, "");

    private async Task SaveAsync()
    {
        if (Busy || Form is not { } form) return;
        Busy = true;
        try
        {
            var outcome = Editing is { } known ? await Desk.ChangeAsync(_actor, known.Id, form.ToDraft(), known.Version, CancellationToken.None) : await Desk.AddAsync(_actor, form.ToDraft(), CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Criterion>.Done(var saved)) (Form, Told) = (null, $"{saved.Draft.Name} is saved.");
        }
        finally
        {
            Busy = false;
        }

        await ReadAsync();
    }

    private async Task RemoveAsync(Criterion criterion)
    {
        if (!await ConfirmDialog.AskAsync(dialogs, $"Remove {criterion.Draft.Name}?", "No change is held back by it any more. What was shown for it stays in the audit trail.", "Remove")) return;
        Why = (await Desk.RemoveAsync(_actor, criterion.Id, CancellationToken.None)).Refusal;
        Told = Why?.Message ?? $"{criterion.Draft.Name} is removed.";
        await ReadAsync();
    }

    private string OwnerOf(Criterion criterion) => criterion.Draft.Team is { } team ? Teams.FirstOrDefault(known => known.Id == team)?.Name ?? "a team that is gone" : "nobody in particular";
}

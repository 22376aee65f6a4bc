using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Estate.Pages.Groups;

/// <summary>Asks for name, mail and members of a team.</summary>
public sealed partial class TeamDialog(SaveTeam save, TeamQueries teams, Viewer viewer) : ComponentBase
{
    private bool _asked;

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    /// <summary>As it is; null: a new one.</summary>
    [Parameter] public TeamRow? Team { get; set; }

    private string Name { get; set; } = "";

    private string Mail { get; set; } = "";

    private HashSet<PersonId> Chosen { get; } = [];

    private IReadOnlyList<PersonChoice> People { get; set; } = [];

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private TeamDraft Draft => new(Name.Trim(), Mail.Trim(), Chosen);

    protected override async Task OnInitializedAsync()
    {
        (Name, Mail) = (Team?.Name ?? "", Team?.Mail ?? "");
        Chosen.UnionWith(Team?.Members.Select(member => member.Id) ?? []);
        People = await teams.PeopleAsync(CancellationToken.None);
    }

    /// <summary>An empty field is no fault until somebody wants to save it.</summary>
    private string? Fault(string field) => _asked || (field == "mail" && Mail.Contains('@', StringComparison.Ordinal)) ? Draft.Check().FirstOrDefault(fault => fault.Field == field)?.Why.Message : null;

    private void Choose(PersonId person, bool on) => _ = on ? Chosen.Add(person) : Chosen.Remove(person);

    private async Task SaveAsync()
    {
        _asked = true;
        if (Busy || Draft.Check().Count > 0) return;
        Busy = true;
        Why = (await save.RunAsync(await viewer.ActorAsync(), Team?.Id, Draft, Team?.Version ?? 0, CancellationToken.None)).Refusal;
        Busy = false;
        if (Why is null) Dialog.Close();
    }
}

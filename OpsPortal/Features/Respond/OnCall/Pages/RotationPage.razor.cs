using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.OnCall;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Estate.Teams;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.OnCall.Pages;

/// <summary>Where a rotation is set up or changed.</summary>
public sealed partial class RotationPage(Viewer viewer, NavigationManager navigation, TeamQueries teams) : ComponentBase
{
    private IReadOnlyList<PersonChoice> _people = [];
    private int _version;

    /// <summary>Null: a new one.</summary>
    [Parameter] public Guid? Id { get; set; }

    [Inject] private OnCallTools Tools { get; set; } = default!;

    private IReadOnlyList<TeamRow>? Teams { get; set; }

    private bool Unknown { get; set; }

    private bool Busy { get; set; }

    private string Name { get; set; } = "On call";

    private string TeamText { get; set; } = "";

    private string Zone { get; set; } = Zones.Utc;

    private DateOnly StartsOn { get; set; }

    private List<ShiftForm> Shifts { get; set; } = [];

    private Refusal? Why { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _people = await teams.PeopleAsync(CancellationToken.None);
        var known = await teams.TeamsAsync(CancellationToken.None);
        StartsOn = DateOnly.FromDateTime(viewer.Local(viewer.Now).DateTime);
        TeamText = known.Count > 0 ? known[0].Id.Value.ToString() : "";
        Shifts = [new() { Name = "On call" }];
        if (Id is { } id)
        {
            var found = (await Tools.Book.ReadAsync(viewer.Now, viewer.Now.AddDays(1), null, CancellationToken.None)).FirstOrDefault(view => view.Rotation.Id == id)?.Rotation;
            Unknown = found is null;
            if (found is not null)
            {
                (Name, TeamText, Zone, StartsOn, _version) = (found.Name, found.Team.Value.ToString(), found.Zone, found.StartsOn, found.Version);
                Shifts = [.. found.Shifts.Select(ShiftForm.Of)];
            }
        }

        Teams = known;
    }

    private string NameOf(PersonId person) => _people.FirstOrDefault(known => known.Id == person)?.Name ?? "somebody who left";

    /// <summary>Members of the team first: they are meant mostly.</summary>
    private IEnumerable<PersonChoice> Candidates(ShiftForm shift)
    {
        var members = Teams?.FirstOrDefault(team => team.Id.Value.ToString() == TeamText)?.Members.Select(member => member.Id).ToHashSet() ?? [];
        return _people.Where(person => !shift.People.Contains(person.Id)).OrderBy(person => members.Contains(person.Id) ? 0 : 1);
    }

    private void AddShift() => Shifts.Add(new() { Name = $"Shift {Shifts.Count + 1}", EveryDays = 1 });

    private Task SaveAsync() => RunAsync(async () =>
    {
        foreach (var shift in Shifts) shift.Add();
        var draft = new RotationDraft(Name, new(Guid.TryParse(TeamText, out var team) ? team : Guid.Empty), Zone.Trim(), StartsOn, [.. Shifts.Select(shift => shift.ToShift())]);
        return (await Tools.Acts.Save.RunAsync(await viewer.ActorAsync(), Id, draft, _version, CancellationToken.None)).Refusal;
    });

    private Task DeleteAsync() => RunAsync(async () => (await Tools.Acts.Delete.RunAsync(await viewer.ActorAsync(), Id!.Value, CancellationToken.None)).Refusal);

    private async Task RunAsync(Func<Task<Refusal?>> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = await act();
            if (Why is null) navigation.NavigateTo("/on-call");
        }
        finally
        {
            Busy = false;
        }
    }
}

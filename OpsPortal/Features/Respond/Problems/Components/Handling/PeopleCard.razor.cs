using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Handling;

/// <summary>Who looks for the cause of a problem, and what it is recognised by.</summary>
public sealed partial class PeopleCard(Viewer viewer) : ComponentBase
{
    [Parameter, EditorRequired] public Problem Problem { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private AssignProblem Assign { get; set; } = default!;

    [Inject] private RecogniseProblem Recognise { get; set; } = default!;

    [Inject] private ProblemDesk Desk { get; set; } = default!;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private IReadOnlyList<(TeamId Id, string Name)> Teams { get; set; } = [];

    private string TeamText { get; set; } = "";

    private string What { get; set; } = "";

    private string Service { get; set; } = "";

    private List<LabelCondition> Conditions { get; set; } = [];

    private string? Why { get; set; }

    private static string Said(string name) => name.Length > 0 ? name : "nobody";

    private async Task BeginAsync()
    {
        Teams = await Desk.TeamsAsync(CancellationToken.None);
        (Editing, Why, TeamText, What, Service) = (true, null, Problem.Team?.ToString() ?? "", Problem.What, Problem.Service);
        Conditions = [.. Problem.Labels.Select(label => new LabelCondition { Name = label.Name, Value = label.Value })];
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var actor = await viewer.ActorAsync();
            var team = Guid.TryParse(TeamText, out var id) ? new TeamId(id) : (TeamId?)null;
            Why = team == Problem.Team ? null : (await Assign.RunAsync(actor, Problem.Number, team, Problem.Owner, CancellationToken.None)).Refusal?.Message;
            Why ??= (await Recognise.RunAsync(actor, Problem.Number, What, Service, [.. Conditions.Where(condition => !condition.IsBlank).Select(condition => new Label(condition.Name, condition.Value))], CancellationToken.None)).Refusal?.Message;
            Editing = Why is not null;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Respond.Incidents.Acts;
using OpsPortal.Features.Respond.Incidents.Acts.Handling;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Handling;

/// <summary>Who does what in an incident, who is on call for it, and whether it is a major one.</summary>
public sealed partial class RolesCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    [Parameter, EditorRequired] public Incident Incident { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private AssignIncident Assign { get; set; } = default!;

    [Inject] private DeclareMajorIncident Declare { get; set; } = default!;

    [Inject] private IncidentDesk Desk { get; set; } = default!;

    private bool Busy { get; set; }

    private string? Why { get; set; }

    private static string Said(string name) => name.Length > 0 ? name : "nobody";

    private string NameOf(IncidentRole role) => role switch
    {
        IncidentRole.Commander => Incident.CommanderName,
        IncidentRole.Communicator => Incident.CommunicatorName,
        _ => Incident.ScribeName,
    };

    private async Task GiveAsync(IncidentRole role)
    {
        var actor = await viewer.ActorAsync();
        if (await AssignDialog.AskAsync(dialogs, $"{role} of {Incident.Number}", await Desk.CandidatesAsync(CancellationToken.None), actor.Person) is not { } to) return;
        await RunAsync(async () => (await Assign.RunAsync(actor, Incident.Number, role, to.Id, CancellationToken.None)).Refusal?.Message);
    }

    private async Task DeclareAsync()
    {
        var wanted = !Incident.IsMajor;
        if (await NoteDialog.AskAsync(dialogs, new(wanted ? "Declare major" : "Declare ordinary", Incident.Number.ToString(), "Reason")) is not { } note) return;
        await RunAsync(async () =>
        {
            var why = (await Declare.RunAsync(await viewer.ActorAsync(), Incident.Number, wanted, note.Text, CancellationToken.None)).Refusal?.Message;
            if (why is null) await note.Sent();
            return why;
        });
    }

    private async Task RunAsync(Func<Task<string?>> act)
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = await act();
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

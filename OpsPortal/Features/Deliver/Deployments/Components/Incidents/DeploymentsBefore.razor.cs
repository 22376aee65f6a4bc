using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Components.Incidents;

/// <summary>What was deployed to the service of an incident, or to one that it needs, before and since; the way back, and what people say led to it and repaired it.</summary>
public sealed partial class DeploymentsBefore(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;
    private (IncidentNumber, string, DateTimeOffset)? _read;

    [Parameter, EditorRequired] public IncidentNumber Incident { get; set; }

    /// <summary>The key of a service; empty: nothing is shown.</summary>
    [Parameter, EditorRequired] public string Service { get; set; } = "";

    /// <summary>When it went wrong (UTC).</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    [Inject] private DeployedBefore Before { get; set; } = default!;

    [Inject] private IncidentDeployments Acts { get; set; } = default!;

    private DeployedAround Found { get; set; } = DeployedAround.Nothing;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    private bool MaySay => _actor.May(Permissions.IncidentsWork);

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Incident, Service, At)) return;
        _read = (Incident, Service, At);
        _actor = await viewer.ActorAsync();
        await ReadAsync();
    }

    private async Task ReadAsync() =>
        Found = _actor.May(Permissions.ChangesRead) && ServiceKey.TryParse(Service, null, out var key) ? await Before.ReadAsync(Incident, key, At, viewer.Now, CancellationToken.None) : DeployedAround.Nothing;

    private bool CanRollBack(string number) => _actor.May(Permissions.ChangesImplement) && Found.Ways.GetValueOrDefault(number);

    private Task SayAsync(string number, IncidentLinkKind? kind) => ActAsync(number, async deployment =>
    {
        Why = (await Acts.LinkAsync(_actor, Incident, deployment, kind, CancellationToken.None)).Refusal;
    });

    private Task RollBackAsync(string number) => ActAsync(number, async deployment =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("Roll back", number, "Reason") { Hint = "What is wrong with it? The version goes nowhere until somebody lifts its quarantine." }) is not { } note) return;
        Why = (await Acts.RollBackAsync(await viewer.SessionAsync(), Incident, deployment, note.Text, CancellationToken.None)).Refusal;
        if (Why is not null) return;
        await note.Sent();
        Said = $"{number} is being rolled back.";
    });

    private async Task ActAsync(string number, Func<DeploymentNumber, Task> act)
    {
        if (Busy || !DeploymentNumber.TryParse(number, null, out var deployment)) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            await act(deployment);
            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

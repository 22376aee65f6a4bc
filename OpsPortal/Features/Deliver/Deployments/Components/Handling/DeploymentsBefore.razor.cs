using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Joint;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Components.Handling;

/// <summary>What was deployed to a service, or to one that it needs, before something went wrong with it; and the way back.</summary>
public sealed partial class DeploymentsBefore(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;
    private (string, DateTimeOffset)? _read;

    /// <summary>The key of a service; empty: nothing is shown.</summary>
    [Parameter, EditorRequired] public string Service { get; set; } = "";

    /// <summary>When it went wrong (UTC).</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    [Inject] private DeployedBefore Before { get; set; } = default!;

    [Inject] private DeploymentActs Acts { get; set; } = default!;

    private IReadOnlyList<ProbableChange> Found { get; set; } = [];

    private IReadOnlyDictionary<string, bool> Ways { get; set; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Service, At)) return;
        _read = (Service, At);
        _actor = await viewer.ActorAsync();
        await ReadAsync();
    }

    private async Task ReadAsync() => (Found, Ways) = _actor.May(Permissions.ChangesRead) && ServiceKey.TryParse(Service, null, out var key) ? await Before.ReadAsync(key, At, CancellationToken.None) : ([], Ways);

    private bool CanRollBack(string number) => _actor.May(Permissions.ChangesImplement) && Ways.GetValueOrDefault(number);

    private async Task RollBackAsync(string number)
    {
        if (Busy || !DeploymentNumber.TryParse(number, null, out var deployment)) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await NoteDialog.AskAsync(dialogs, new("Roll back", number, "Reason") { Hint = "What is wrong with it? The version goes nowhere until somebody lifts its quarantine." }) is not { } note) return;
            Why = (await Acts.RollBackAsync(await viewer.SessionAsync(), deployment, note.Text, CancellationToken.None)).Refusal;
            if (Why is null)
            {
                await note.Sent();
                Said = $"{number} is being rolled back.";
            }

            await ReadAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

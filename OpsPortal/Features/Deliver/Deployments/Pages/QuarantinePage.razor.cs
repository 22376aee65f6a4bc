using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Acts;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Deployments.Pages;

/// <summary>Versions that are kept back.</summary>
public sealed partial class QuarantinePage(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Inject] private DeploymentQueries Deployments { get; set; } = default!;

    [Inject] private LiftQuarantine Lifting { get; set; } = default!;

    private IReadOnlyList<Quarantine>? Held { get; set; }

    private bool MayLift => _actor.May(Permissions.DeploymentsSkip);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        _actor = await viewer.ActorAsync();
        Held = await Deployments.HeldAsync(CancellationToken.None);
    }

    private async Task LiftAsync(Quarantine held)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            var name = $"{held.Component.Name} {held.Component.Version}";
            if (await NoteDialog.AskAsync(dialogs, new("Lift", name, "Reason") { Hint = "Why may it be deployed again?" }) is not { } note) return;
            Why = (await Lifting.RunAsync(await viewer.SessionAsync(), held.Id, note.Text, CancellationToken.None)).Refusal;
            if (Why is null)
            {
                await note.Sent();
                Said = $"{name} may be deployed again.";
            }

            Held = await Deployments.HeldAsync(CancellationToken.None);
        }
        finally
        {
            Busy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Detect.Sources;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Sources.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Sources.Components;

/// <summary>Asks what kind of source it is and what to call it; then shows its key once.</summary>
public sealed partial class AddSourceDialog(AddSource add, Viewer viewer)
{
    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    private SourceKind Kind { get; set; } = SourceKind.Json;

    private string Name { get; set; } = "";

    private string Team { get; set; } = "";

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private NewSourceKey? Made { get; set; }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        var outcome = await add.RunAsync(await viewer.ActorAsync(), Name, Kind, Team, CancellationToken.None);
        Why = outcome.Refusal;
        Made = (outcome as Outcome<NewSourceKey>.Done)?.Value;
        Busy = false;
    }
}

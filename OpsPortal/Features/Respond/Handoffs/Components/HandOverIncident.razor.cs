using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Handoffs;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Handoffs.Pages;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Handoffs.Components;

/// <summary>Begins the handoff of one incident, and leads there.</summary>
public sealed partial class HandOverIncident(Viewer viewer, NavigationManager navigation) : ComponentBase
{
    [Parameter, EditorRequired] public IncidentNumber Number { get; set; }

    [Inject] private HandoffTools Tools { get; set; } = default!;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private async Task StartAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await Tools.Acts.Start.OfIncidentAsync(await viewer.ActorAsync(), Number, CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is Outcome<Handoff>.Done(var started)) navigation.NavigateTo($"/handoff/{started.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Words;

/// <summary>What stakeholders were told last, and the next message, drafted from the facts.</summary>
public sealed partial class StakeholderCard(Viewer viewer, IJSRuntime browser) : ComponentBase
{
    [Parameter, EditorRequired] public IncidentView View { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private UpdateStakeholders Update { get; set; } = default!;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private string Draft => $"Stakeholders/{View.Row.Number}";

    private void Begin() => (Editing, Text, Why) = (true, IncidentWords.Draft(View, viewer.Now), null);

    private async Task SendAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Update.RunAsync(await viewer.ActorAsync(), View.Row.Number, Text, CancellationToken.None)).Refusal?.Message;
            if (Why is not null) return;
            Editing = false;
            await browser.InvokeVoidAsync("opsDraftDone", Draft);
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

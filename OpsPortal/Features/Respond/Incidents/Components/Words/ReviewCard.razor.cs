using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Words;

/// <summary>The review of an incident that is over: what was found, and what was learned.</summary>
public sealed partial class ReviewCard(Viewer viewer, IJSRuntime browser) : ComponentBase
{
    [Parameter, EditorRequired] public Incident Incident { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ReviewIncident Review { get; set; } = default!;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private string Findings { get; set; } = "";

    private string Lesson { get; set; } = "";

    private string? Why { get; set; }

    private string Draft => $"Review/{Incident.Number}";

    private void Begin() => (Editing, Findings, Lesson, Why) = (true, Incident.Review, Incident.Lesson, null);

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            Why = (await Review.RunAsync(await viewer.ActorAsync(), Incident.Number, Findings, Lesson, CancellationToken.None, Incident.Version)).Refusal?.Message;
            if (Why is not null) return;
            Editing = false;
            await browser.InvokeVoidAsync("opsDraftDone", Draft);
            await browser.InvokeVoidAsync("opsDraftDone", $"{Draft}/lesson");
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Acts.Words;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Words;

/// <summary>
/// What is known about an incident, and where it is written. Two who write at once lose nothing: the later one sees both texts and brings
/// them together. What is typed is kept in the browser until it has arrived.
/// </summary>
public sealed partial class DescriptionCard(Viewer viewer, IJSRuntime browser) : ComponentBase
{
    private int _seen;

    [Parameter, EditorRequired] public Incident Incident { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private DescribeIncident Describe { get; set; } = default!;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    /// <summary>What somebody else saved while this was typed; null: nobody did.</summary>
    private string? Theirs { get; set; }

    private string Draft => $"Description/{Incident.Number}";

    private void Begin() => (Editing, Text, _seen, Why, Theirs) = (true, Incident.Description, Incident.DescriptionVersion, null, null);

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var refusal = (await Describe.RunAsync(await viewer.ActorAsync(), Incident.Number, Text, _seen, CancellationToken.None)).Refusal;
            Why = refusal?.Message;
            await Acted.InvokeAsync();
            if (refusal is null) await EndAsync();
            else if (refusal.Code == IncidentRefusals.TextChangedCode) (Theirs, _seen) = (Incident.Description, Incident.DescriptionVersion);
        }
        finally
        {
            Busy = false;
        }
    }

    private void Both() => (Text, Theirs, Why) = ($"{Theirs}\n\n{Text}", null, null);

    private void TakeTheirs() => (Text, Theirs, Why) = (Theirs ?? "", null, null);

    private Task CancelAsync() => EndAsync();

    private async Task EndAsync()
    {
        (Editing, Theirs, Why) = (false, null, null);
        await browser.InvokeVoidAsync("opsDraftDone", Draft);
    }
}

using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Parts;

/// <summary>The events that show a problem and the incidents it caused: link one, take a link away.</summary>
public sealed partial class LinksCard(Viewer viewer) : ComponentBase
{
    /// <summary>So many of a kind are shown until somebody asks for all.</summary>
    private const int Few = 5;

    [Parameter, EditorRequired] public ProblemView View { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private LinkEvent Events { get; set; } = default!;

    [Inject] private LinkIncident Incidents { get; set; } = default!;

    private bool All { get; set; }

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private Task LinkAsync() => RunAsync(async () =>
    {
        var (asked, actor) = (Text.Trim(), await viewer.ActorAsync());
        string? why;
        if (asked.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) && IncidentNumber.TryParse(asked, null, out var incident)) why = (await Incidents.RunAsync(actor, View.Row.Number, incident, CancellationToken.None)).Refusal?.Message;
        else if (asked.StartsWith("EVT-", StringComparison.OrdinalIgnoreCase) && EventNumber.TryParse(asked, null, out var number)) why = (await Events.RunAsync(actor, View.Row.Number, number, CancellationToken.None)).Refusal?.Message;
        else return "Numbers look like EVT-42 or INC-7.";
        if (why is null) Text = "";
        return why;
    });

    private Task UnlinkAsync(EventNumber number) => RunAsync(async () => (await Events.TakeAwayAsync(await viewer.ActorAsync(), View.Row.Number, number, CancellationToken.None)).Refusal?.Message);

    private Task UnlinkAsync(IncidentNumber number) => RunAsync(async () => (await Incidents.TakeAwayAsync(await viewer.ActorAsync(), View.Row.Number, number, CancellationToken.None)).Refusal?.Message);

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

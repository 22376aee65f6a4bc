using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Parts;

/// <summary>The events of an incident: bring one in, take one out.</summary>
public sealed partial class MembersCard(Viewer viewer) : ComponentBase
{
    /// <summary>So many are shown until somebody asks for all.</summary>
    private const int Few = 10;

    [Parameter, EditorRequired] public IncidentView View { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private JoinEvents Join { get; set; } = default!;

    [Inject] private LeaveEvent Leave { get; set; } = default!;

    private bool All { get; set; }

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private Task JoinAsync() => RunAsync(async () =>
    {
        if (!EventNumber.TryParse(Text.Trim(), null, out var number)) return "Numbers look like EVT-42.";
        var why = (await Join.RunAsync(await viewer.ActorAsync(), View.Row.Number, [number], CancellationToken.None)).Refusal?.Message;
        if (why is null) Text = "";
        return why;
    });

    private Task LeaveAsync(EventNumber number) => RunAsync(async () => (await Leave.RunAsync(await viewer.ActorAsync(), View.Row.Number, number, CancellationToken.None)).Refusal?.Message);

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

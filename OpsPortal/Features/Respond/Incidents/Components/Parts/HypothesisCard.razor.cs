using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.Respond.Incidents.Acts.Parts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Incidents.Components.Parts;

/// <summary>Supposed causes: open, ruled out, confirmed.</summary>
public sealed partial class HypothesisCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    [Parameter, EditorRequired] public IncidentNumber Number { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Hypothesis> Hypotheses { get; set; } = [];

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private Suppose Suppose { get; set; } = default!;

    [Inject] private SettleHypothesis Settle { get; set; } = default!;

    private bool Busy { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private static IEnumerable<(string Name, HypothesisState State)> Ways(HypothesisState now)
    {
        if (now != HypothesisState.Confirmed) yield return ("Confirm", HypothesisState.Confirmed);
        if (now != HypothesisState.Eliminated) yield return ("Rule out", HypothesisState.Eliminated);
        if (now != HypothesisState.Open) yield return ("Open again", HypothesisState.Open);
    }

    private async Task SettleAsync(Hypothesis hypothesis, string name, HypothesisState state)
    {
        if (await NoteDialog.AskAsync(dialogs, new(name, $"“{hypothesis.Text}”", "Reason")) is not { } note) return;
        await RunAsync(async () =>
        {
            var why = (await Settle.RunAsync(await viewer.ActorAsync(), Number, hypothesis.Id, state, note.Text, CancellationToken.None)).Refusal?.Message;
            if (why is null) await note.Sent();
            return why;
        });
    }

    private Task AddAsync() => RunAsync(async () =>
    {
        var why = (await Suppose.RunAsync(await viewer.ActorAsync(), Number, Text, CancellationToken.None)).Refusal?.Message;
        if (why is null) Text = "";
        return why;
    });

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

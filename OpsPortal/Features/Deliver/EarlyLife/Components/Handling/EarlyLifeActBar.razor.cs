using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Scheduling;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.EarlyLife.Components.Handling;

/// <summary>Ends a support, or makes it last longer. What is refused says why, in place.</summary>
public sealed partial class EarlyLifeActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public EarlyLifeView View { get; set; } = default!;

    /// <summary>The support may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private EarlyLifeActs Acts { get; set; } = default!;

    private bool MayWork => _actor.May(Permissions.EarlyLifeWork);

    private bool CanEnd => View.AllHold && viewer.Now >= View.Row.Until;

    /// <summary>In <see cref="Zone"/>.</summary>
    private DateTime? Until { get; set; }

    private string Zone => Zones.Knows(viewer.Zone.Id) ? viewer.Zone.Id : Zones.Utc;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Until ??= Zones.ToLocal(View.Row.Until.AddDays(2), Zone);
    }

    private Task EndAsync() => RunAsync("Ended.", async by => await Acts.EndAsync(by, View.Row.Deployment, CancellationToken.None));

    private Task ExtendAsync() => RunAsync("It lasts longer.", async by => Until is { } until ? await Acts.ExtendAsync(by, View.Row.Deployment, Zones.ToInstant(until, Zone), CancellationToken.None) : null);

    private Task DecideAsync() => RunAsync("Ended.", async by =>
    {
        if (await NoteDialog.AskAsync(dialogs, new("End by decision", View.Row.Deployment.ToString(), "Reason") { Hint = "Why is it right to end it now? The reason stays on record, with every criterion that does not hold." }) is not { } note) return null;
        var outcome = await Acts.EndByDecisionAsync(by, View.Row.Deployment, note.Text, CancellationToken.None);
        if (outcome.Refusal is null) await note.Sent();
        return outcome;
    });

    private async Task RunAsync(string done, Func<ActingSession, Task<Outcome<EarlyLifeSupport>?>> act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await act(await viewer.SessionAsync()) is not { } outcome) return;
            Why = outcome.Refusal;
            if (outcome is Outcome<EarlyLifeSupport>.Done(var support)) (Said, Until) = (done, Zones.ToLocal(support.Until.AddDays(2), Zone));
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

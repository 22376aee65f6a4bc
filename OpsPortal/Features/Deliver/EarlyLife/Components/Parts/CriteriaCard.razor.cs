using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.EarlyLife.Components.Parts;

/// <summary>How far the criteria are, and by what. Those that a person shows are shown here.</summary>
public sealed partial class CriteriaCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public EarlyLifeView View { get; set; } = default!;

    /// <summary>The support may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private EarlyLifeActs Acts { get; set; } = default!;

    private bool MayShow => !View.Support.IsOver && _actor.May(Permissions.EarlyLifeWork);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync() => _actor = await viewer.ActorAsync();

    private async Task ShowAsync(string criterion)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await NoteDialog.AskAsync(dialogs, new("Show evidence", OneLine.Of(criterion, 60), "Evidence") { Hint = "What did you see, or where can it be looked at?" }) is not { } note) return;
            Why = (await Acts.ShowAsync(await viewer.SessionAsync(), View.Row.Deployment, criterion, note.Text, CancellationToken.None)).Refusal;
            if (Why is null)
            {
                await note.Sent();
                Said = "Noted.";
            }

            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

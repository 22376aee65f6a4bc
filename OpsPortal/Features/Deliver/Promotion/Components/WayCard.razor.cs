using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Detect.Events.Components.Dialogs;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;
using Enough = OpsPortal.Domain.Deliver.Deployments.Promotion.Room;

namespace OpsPortal.Features.Deliver.Promotion.Components;

/// <summary>Which environments a change has passed, who let it pass by one, and whether there is room for two versions.</summary>
public sealed partial class WayCard(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;
    private ChangeView? _read;

    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    /// <summary>The change may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private PromotionTools Tools { get; set; } = default!;

    private WayView? Way { get; set; }

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Done { get; set; } = "";

    private bool MayGive => _actor.May(Permissions.DeploymentsSkip);

    /// <summary>It can still be carried out.</summary>
    private bool IsOpen => View.Row.State is ChangeState.Draft or ChangeState.AwaitingApproval or ChangeState.Approved or ChangeState.Implementing;

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(_read, View)) return;
        _read = View;
        _actor = await viewer.ActorAsync();
        Way = await Tools.Ways.ReadAsync(View.Change, CancellationToken.None);
    }

    private static string Said(Enough room) => room switch { Enough.Enough => "Enough:", Enough.TooLittle => "Too little:", _ => "Not known:" };

    private async Task GiveAsync(WayStep step)
    {
        if (Busy) return;
        (Busy, Why, Done) = (true, null, "");
        try
        {
            if (await NoteDialog.AskAsync(dialogs, new("Let it pass by", step.Environment, "Reason") { Hint = $"Why may {View.Row.Number} go on without having succeeded in {step.Environment}? It stays on record." }) is not { } note) return;
            Why = (await Tools.Give.RunAsync(await viewer.SessionAsync(), View.Row.Number, step.Environment, note.Text, CancellationToken.None)).Refusal;
            if (Why is not null) return;
            await note.Sent();
            Done = $"{View.Row.Number} may pass by {step.Environment}.";
            Way = await Tools.Ways.ReadAsync(View.Change, CancellationToken.None);
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

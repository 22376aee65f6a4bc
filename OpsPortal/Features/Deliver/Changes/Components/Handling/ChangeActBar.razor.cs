using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Changes.Components.Handling;

/// <summary>What can be done to one change as it stands, the most sensible first. What is refused says why, in place.</summary>
public sealed partial class ChangeActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = OpsPortal.Features.People.Actors.Nobody;

    [Parameter, EditorRequired] public ChangeView View { get; set; } = default!;

    /// <summary>The change may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ChangeHandling Handling { get; set; } = default!;

    private IReadOnlyList<ChangeButton> Acts { get; set; } = [];

    private bool MayEdit => _actor.May(Permissions.ChangesWrite) && ChangeLifecycle.IsEditable(View.Row.State);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Acts = [.. Handling.For(View, _actor)];
    }

    private async Task RunAsync(ChangeButton act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            var session = await viewer.SessionAsync();
            if (await act.Run(dialogs, session, View.Row.Number) is not { } outcome) return;
            Why = outcome.Refusal;
            if (Why is null) Said = act.Done;
            await Acted.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

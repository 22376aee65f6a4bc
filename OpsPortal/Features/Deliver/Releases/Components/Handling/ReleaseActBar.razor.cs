using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Deliver.Releases.Components.Handling;

/// <summary>What can be done to one release as it stands, the most sensible first. What is refused says why, in place.</summary>
public sealed partial class ReleaseActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public ReleaseView View { get; set; } = default!;

    /// <summary>The release may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ReleaseHandling Handling { get; set; } = default!;

    private IReadOnlyList<ReleaseButton> Acts { get; set; } = [];

    private bool MayEdit => _actor.May(Permissions.ReleasesWrite) && ReleaseLifecycle.IsEditable(View.Row.State);

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Acts = [.. Handling.For(View, _actor)];
    }

    private async Task RunAsync(ReleaseButton act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await act.Run(dialogs, await viewer.SessionAsync(), View) is not { } outcome) return;
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

using Microsoft.AspNetCore.Components;
using MudBlazor;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Improve.Improvements.Components;

/// <summary>What can be done to one improvement as it stands, the most sensible first. What is refused says why, in place.</summary>
public sealed partial class ImprovementActBar(Viewer viewer, IDialogService dialogs) : ComponentBase
{
    private Actor _actor = Actors.Nobody;

    [Parameter, EditorRequired] public Improvement Improvement { get; set; } = default!;

    /// <summary>It may be another now: read it again.</summary>
    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private ImprovementHandling Handling { get; set; } = default!;

    private IReadOnlyList<ImprovementButton> Acts { get; set; } = [];

    private bool MayEdit => _actor.May(Permissions.ImprovementsWrite) && Improvement.IsOpen;

    private bool Busy { get; set; }

    private Refusal? Why { get; set; }

    private string Said { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        _actor = await viewer.ActorAsync();
        Acts = [.. Handling.For(Improvement, _actor)];
    }

    private async Task RunAsync(ImprovementButton act)
    {
        if (Busy) return;
        (Busy, Why, Said) = (true, null, "");
        try
        {
            if (await act.Run(dialogs, await viewer.ActorAsync(), Improvement) is not { } outcome) return;
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

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Pages;

/// <summary>Proposes a problem that somebody knows of without any event.</summary>
public sealed partial class NewProblemPage(Viewer viewer, NavigationManager navigation, IJSRuntime browser) : ComponentBase
{
    [Inject] private NewProblemTools Tools { get; set; } = default!;

    private bool Busy { get; set; }

    private string Title { get; set; } = "";

    private string What { get; set; } = "";

    private string Service { get; set; } = "";

    private Priority Priority { get; set; } = Priority.P3;

    private string Reason { get; set; } = "";

    private Refusal? Why { get; set; }

    private async Task ProposeAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var outcome = await Tools.Propose.RunAsync(await viewer.ActorAsync(), new(Title, What, Service.Trim(), Priority, Reason, [], []), CancellationToken.None);
            Why = outcome.Refusal;
            if (outcome is not Outcome<Problem>.Done(var proposed)) return;
            await browser.InvokeVoidAsync("opsDraftDone", "problem/title");
            await browser.InvokeVoidAsync("opsDraftDone", "problem/reason");
            navigation.NavigateTo($"/problems/{proposed.Number}");
        }
        finally
        {
            Busy = false;
        }
    }
}

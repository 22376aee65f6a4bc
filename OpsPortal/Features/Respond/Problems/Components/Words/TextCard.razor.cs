using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Words;

/// <summary>
/// What happens, why, and what helps. Two who write at once lose nothing: the later one sees what the other wrote and brings both
/// together. What is typed is kept in the browser until it has arrived.
/// </summary>
public sealed partial class TextCard(Viewer viewer, IJSRuntime browser) : ComponentBase
{
    private int _seen;

    [Parameter, EditorRequired] public Problem Problem { get; set; } = default!;

    [Parameter] public bool MayWork { get; set; }

    [Parameter] public EventCallback Acted { get; set; }

    [Inject] private WriteProblem Write { get; set; } = default!;

    private bool Editing { get; set; }

    private bool Busy { get; set; }

    private string Title { get; set; } = "";

    private string Description { get; set; } = "";

    private string RootCause { get; set; } = "";

    private string Workaround { get; set; } = "";

    private string? Why { get; set; }

    /// <summary>Somebody else saved while this was typed.</summary>
    private bool Conflict { get; set; }

    private string Draft => $"Problem/{Problem.Number}";

    /// <summary>What differs from what was typed, as it is saved now.</summary>
    private IEnumerable<(string Name, string Theirs)> Theirs
    {
        get
        {
            if (Problem.Title != Title.Trim()) yield return ("Title", Problem.Title);
            if (Problem.Description != Description.Trim()) yield return ("What happens", Problem.Description);
            if (Problem.RootCause != RootCause.Trim()) yield return ("Root cause", Problem.RootCause);
            if (Problem.Workaround != Workaround.Trim()) yield return ("Workaround", Problem.Workaround);
        }
    }

    private void Begin()
    {
        (Editing, Conflict, Why, _seen) = (true, false, null, Problem.TextVersion);
        (Title, Description, RootCause, Workaround) = (Problem.Title, Problem.Description, Problem.RootCause, Problem.Workaround);
    }

    private async Task SaveAsync()
    {
        if (Busy) return;
        Busy = true;
        try
        {
            var refusal = (await Write.RunAsync(await viewer.ActorAsync(), Problem.Number, new(Title, Description, RootCause, Workaround), _seen, CancellationToken.None)).Refusal;
            Why = refusal?.Message;
            await Acted.InvokeAsync();
            if (refusal is null) await EndAsync();
            else if (refusal.Code == ProblemRefusals.TextChangedCode) (Conflict, _seen) = (true, Problem.TextVersion);
        }
        finally
        {
            Busy = false;
        }
    }

    private void Both()
    {
        (Description, RootCause, Workaround) = (Join(Problem.Description, Description), Join(Problem.RootCause, RootCause), Join(Problem.Workaround, Workaround));
        (Conflict, Why) = (false, null);
    }

    private void TakeTheirs()
    {
        (Title, Description, RootCause, Workaround) = (Problem.Title, Problem.Description, Problem.RootCause, Problem.Workaround);
        (Conflict, Why) = (false, null);
    }

    private static string Join(string theirs, string ours) => theirs == ours.Trim() || theirs.Length == 0 ? ours : ours.Trim().Length == 0 ? theirs : $"{theirs}\n\n{ours}";

    private async Task EndAsync()
    {
        (Editing, Conflict, Why) = (false, false, null);
        foreach (var part in (string[])["description", "cause", "workaround"]) await browser.InvokeVoidAsync("opsDraftDone", $"{Draft}/{part}");
    }
}

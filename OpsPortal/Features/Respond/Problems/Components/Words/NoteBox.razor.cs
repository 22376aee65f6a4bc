using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Respond.Problems.Components.Words;

/// <summary>Where a note is written. What is typed is kept in the browser until it has arrived.</summary>
public sealed partial class NoteBox(Viewer viewer, IJSRuntime browser) : ComponentBase
{
    [Parameter, EditorRequired] public ProblemNumber Number { get; set; }

    [Parameter] public EventCallback Sent { get; set; }

    [Inject] private CommentOnProblem Comment { get; set; } = default!;

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private bool Busy { get; set; }

    private string Draft => $"Note/{Number}";

    private Task OnKeyAsync(KeyboardEventArgs key) => key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true } ? SendAsync() : Task.CompletedTask;

    private async Task SendAsync()
    {
        if (Busy || string.IsNullOrWhiteSpace(Text)) return;
        Busy = true;
        try
        {
            Why = (await Comment.RunAsync(await viewer.ActorAsync(), Number, Text, CancellationToken.None)).Refusal?.Message;
            if (Why is not null) return;
            Text = "";
            await browser.InvokeVoidAsync("opsDraftDone", Draft);
            await Sent.InvokeAsync();
        }
        finally
        {
            Busy = false;
        }
    }
}

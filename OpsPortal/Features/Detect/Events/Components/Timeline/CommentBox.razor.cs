using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Features.Detect.Events.Components.Timeline;

/// <summary>Where a comment is written. What is typed is kept in the browser until it has arrived.</summary>
public sealed partial class CommentBox(CommentOnEvent comment, Viewer viewer, IJSRuntime browser) : ComponentBase
{
    [Parameter, EditorRequired] public EventNumber Number { get; set; }

    [Parameter] public EventCallback Sent { get; set; }

    private ElementReference Field { get; set; }

    private string Text { get; set; } = "";

    private string? Why { get; set; }

    private bool Busy { get; set; }

    private string Draft => $"Comment/{Number}";

    public ValueTask FocusAsync() => Field.FocusAsync();

    private Task OnKeyAsync(KeyboardEventArgs key) =>
        key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true } ? SendAsync() : Task.CompletedTask;

    private async Task SendAsync()
    {
        if (Busy || string.IsNullOrWhiteSpace(Text)) return;
        Busy = true;
        try
        {
            Why = (await comment.RunAsync(await viewer.ActorAsync(), Number, Text, CancellationToken.None)).Refusal?.Message;
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

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsPortal.Features.People.Components;

/// <summary>A secret that is shown now and never again, with a button that copies it.</summary>
public sealed partial class ShownOnce(IJSRuntime script)
{
    private static int _count;
    private readonly string _id = $"once-{Interlocked.Increment(ref _count)}";

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>How many lines to show.</summary>
    [Parameter] public int Lines { get; set; } = 1;

    private string Told { get; set; } = "";

    private async Task CopyAsync()
    {
        try
        {
            await script.InvokeVoidAsync("navigator.clipboard.writeText", Text);
            Told = "Copied.";
        }
        catch (JSException)
        {
            // Browsers lend the clipboard only over HTTPS or on this machine.
            Told = "The browser does not allow copying here. Select the text and copy it by hand.";
        }
    }
}

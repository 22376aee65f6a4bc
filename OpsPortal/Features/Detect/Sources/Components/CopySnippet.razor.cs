using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpsPortal.Features.Detect.Sources.Queries;

namespace OpsPortal.Features.Detect.Sources.Components;

/// <summary>Text to be put into the settings of a tool, with a button that copies it.</summary>
public sealed partial class CopySnippet(IJSRuntime browser) : ComponentBase
{
    [Parameter, EditorRequired] public required Snippet Snippet { get; set; }

    private string Said { get; set; } = "";

    private async Task CopyAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("navigator.clipboard.writeText", Snippet.Text);
            Said = "Copied.";
        }
        catch (JSException)
        {
            Said = "This browser does not let the page copy; select the text instead.";
        }
    }
}

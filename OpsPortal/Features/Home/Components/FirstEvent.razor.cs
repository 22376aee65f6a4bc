using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace OpsPortal.Features.Home.Components;

/// <summary>What an empty portal asks for: a source.</summary>
public sealed partial class FirstEvent(NavigationManager navigation, IJSRuntime browser) : ComponentBase
{
    /// <summary>Whether this person can make a key on their own.</summary>
    [Parameter, EditorRequired] public bool MayMakeKeys { get; set; }

    private string Said { get; set; } = "";

    private string Snippet
    {
        get
        {
            var here = new Uri(navigation.BaseUri);
            return $"""
                alerting:
                  alertmanagers:
                    - scheme: {here.Scheme}
                      authorization:
                        credentials: ops_…
                      static_configs:
                        - targets: ['{here.Authority}']
                """;
        }
    }

    private async Task CopyAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("navigator.clipboard.writeText", Snippet);
            Said = "Copied.";
        }
        catch (JSException)
        {
            Said = "This browser does not let the page copy; select the text instead.";
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using OpsPortal.Features.People;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Shell;

/// <summary>The document around every page, in the theme of whoever asks so that nothing flashes.</summary>
public sealed partial class App(PreferenceBook preferences) : ComponentBase
{
    [CascadingParameter] private HttpContext Request { get; set; } = default!;

    /// <summary>Null follows the system.</summary>
    private string? Theme { get; set; }

    /// <summary>The browser's time zone as it told last time; empty on a first visit.</summary>
    private string Zone { get; set; } = "";

    private IComponentRenderMode? Mode => Request.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    protected override async Task OnInitializedAsync()
    {
        Zone = Request.Request.Cookies["opsportal.zone"] ?? "";
        var kept = Request.User.ToActor().Person is { } person
            ? await preferences.FindAsync(person, Themes.Preference, Request.RequestAborted)
            : null;
        Theme = Themes.Attribute(kept ?? Request.Request.Cookies["opsportal.theme"]);
    }
}

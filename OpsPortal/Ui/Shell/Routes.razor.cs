using Microsoft.AspNetCore.Components;
using OpsPortal.Ui.Preferences;

namespace OpsPortal.Ui.Shell;

/// <summary>The interactive root; hands what the request knew about the browser to the circuit.</summary>
public sealed partial class Routes(Viewer viewer) : ComponentBase
{
    [Parameter] public string? Theme { get; set; }

    [Parameter] public string Zone { get; set; } = "";

    protected override void OnInitialized() => viewer.Meet(Theme, Zone);
}

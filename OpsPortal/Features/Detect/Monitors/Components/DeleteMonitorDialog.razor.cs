using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace OpsPortal.Features.Detect.Monitors.Components;

/// <summary>Asks for the name of the monitor before it is deleted.</summary>
public sealed partial class DeleteMonitorDialog
{
    [Parameter, EditorRequired] public string Number { get; set; } = "";

    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    private string Typed { get; set; } = "";
}

using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Detect.Monitors.Components;

/// <summary>A field with its name above and what is wrong with it below.</summary>
public sealed partial class Field : ComponentBase
{
    /// <summary>The id of the input inside.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter] public string? Fault { get; set; }

    [Parameter] public string Hint { get; set; } = "";

    [Parameter] public RenderFragment? ChildContent { get; set; }
}

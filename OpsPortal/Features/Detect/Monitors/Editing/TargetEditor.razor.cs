using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Detect.Monitors.Editing;

/// <summary>The fields of whatever is looked at.</summary>
public sealed partial class TargetEditor : ComponentBase
{
    /// <summary>A <see cref="TargetFields"/>.</summary>
    [Parameter, EditorRequired] public object Fields { get; set; } = new();

    [Parameter, EditorRequired] public Func<string, string?> FaultOf { get; set; } = _ => null;

    /// <summary>A field was changed.</summary>
    [Parameter] public EventCallback<string> OnChange { get; set; }

    /// <summary>Names of metrics to choose from.</summary>
    [Parameter] public IReadOnlyList<string> MetricNames { get; set; } = [];

    private TargetFields Target => (TargetFields)Fields;
}

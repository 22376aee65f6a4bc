using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace OpsPortal.Features.Home.Widgets;

/// <summary>One widget, whose failure is its own: the others stay, and it is tried again at the next beat.</summary>
public sealed partial class WidgetFrame : ComponentBase
{
    [Parameter, EditorRequired] public HomeWidget Widget { get; set; } = default!;

    /// <summary>When it is to be read anew (UTC).</summary>
    [Parameter, EditorRequired] public DateTimeOffset At { get; set; }

    private ErrorBoundary? Boundary { get; set; }

    private IDictionary<string, object> Beat { get; set; } = new Dictionary<string, object>(StringComparer.Ordinal);

    protected override void OnParametersSet()
    {
        Beat = new Dictionary<string, object>(StringComparer.Ordinal) { ["At"] = At };
        Boundary?.Recover();
    }
}

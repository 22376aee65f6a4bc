using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Lists.Bulk;

/// <summary>The acts on what is picked; always in its place, so that nothing moves when something is picked.</summary>
public sealed partial class ActBar<TRow> : ComponentBase where TRow : class
{
    [Parameter, EditorRequired] public IReadOnlyList<ListAct<TRow>> Acts { get; set; } = [];

    /// <summary>Something is picked to act on.</summary>
    [Parameter] public bool Enabled { get; set; }

    /// <summary>What the acts would act on, in words.</summary>
    [Parameter] public string On { get; set; } = "";

    [Parameter] public bool CanClear { get; set; }

    /// <summary>An act that is under way; null: none.</summary>
    [Parameter] public BulkRun<TRow>? Progress { get; set; }

    [Parameter] public EventCallback<ListAct<TRow>> OnAct { get; set; }

    [Parameter] public EventCallback OnClear { get; set; }
}

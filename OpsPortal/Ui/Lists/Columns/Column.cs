using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Lists.Columns;

/// <summary>One column of a list; stands inside it and renders nothing itself.</summary>
public sealed class Column<TRow> : ComponentBase where TRow : class
{
    [CascadingParameter] private Listing<TRow> List { get; set; } = default!;

    /// <summary>The name it is remembered by.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Pixels; 0: takes what the others leave.</summary>
    [Parameter] public int Width { get; set; }

    /// <summary>Not shown until somebody chooses it.</summary>
    [Parameter] public bool Optional { get; set; }

    /// <summary>Whether it stays on a narrow screen.</summary>
    [Parameter] public bool Narrow { get; set; }

    /// <summary>Only where the screen is wide.</summary>
    [Parameter] public bool Wide { get; set; }

    /// <summary>The order a click on its head asks for; null: cannot be sorted by.</summary>
    [Parameter] public string? Order { get; set; }

    /// <summary>The order a second click asks for; null: there is only one direction.</summary>
    [Parameter] public string? OrderBack { get; set; }

    /// <summary><c>ascending</c> or <c>descending</c>: what <see cref="Order"/> means for this column, as a screen reader says it.</summary>
    [Parameter] public string Direction { get; set; } = "descending";

    /// <summary>What the cell shows, to notice that it has changed.</summary>
    [Parameter, EditorRequired] public Func<TRow, object?> Value { get; set; } = _ => null;

    /// <summary>The cell; without it the value as text.</summary>
    [Parameter] public RenderFragment<TRow>? ChildContent { get; set; }

    /// <summary>The classes of its cells.</summary>
    internal string? Css => Narrow ? "narrow" : Wide ? "wide" : null;

    protected override void OnInitialized() => List.Register(this);
}

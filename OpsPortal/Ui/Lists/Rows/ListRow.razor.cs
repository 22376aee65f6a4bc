using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using OpsPortal.Ui.Lists.Columns;

namespace OpsPortal.Ui.Lists.Rows;

/// <summary>One row; drawn again only when something of it has changed.</summary>
public sealed partial class ListRow<TRow> : ComponentBase where TRow : class
{
    private (TRow?, bool, bool, bool, Flash?, bool, int, object, bool, bool) _drawn;

    [CascadingParameter] private Listing<TRow> List { get; set; } = default!;

    /// <summary>Null while it is fetched again.</summary>
    [Parameter, EditorRequired] public TRow? Row { get; set; }

    [Parameter, EditorRequired] public string Key { get; set; } = "";

    [Parameter, EditorRequired] public int Index { get; set; }

    [Parameter, EditorRequired] public IReadOnlyList<Column<TRow>> Columns { get; set; } = [];

    /// <summary>There is something to select it for.</summary>
    [Parameter] public bool Pickable { get; set; }

    [Parameter] public bool Selected { get; set; }

    [Parameter] public bool Cursor { get; set; }

    /// <summary>No longer what the filter asks for; it stays in its place, faded, until the list is read anew.</summary>
    [Parameter] public bool Left { get; set; }

    [Parameter] public Flash? Flash { get; set; }

    /// <summary>What marks the whole row, such as its severity.</summary>
    [Parameter] public string? Mark { get; set; }

    /// <summary>What it stands for is shown below it.</summary>
    [Parameter] public bool Opened { get; set; }

    /// <summary>It is shown below the row that stands for it.</summary>
    [Parameter] public bool Under { get; set; }

    private string Css => $"{Mark}{(Under ? " under" : null)}{(Opened ? " opened" : null)}{(Cursor ? " cursor" : null)}{(Selected ? " selected" : null)}{(Left ? " left" : null)}{(Flash is { Whole: true } flash ? $" {flash.Css}" : null)}";

    protected override bool ShouldRender()
    {
        var now = (Row, Selected, Cursor, Left, Flash, Pickable, Index, (object)Columns, Opened, Under);
        if (_drawn.Equals(now)) return false;
        _drawn = now;
        return true;
    }

    private string CellCss(Column<TRow> column) =>
        $"{column.Css}{(Flash is { Whole: false } flash && flash.Columns.Contains(column.Name) ? $" {flash.Css}" : null)}";

    private Task PickAsync(MouseEventArgs click) => List.PickAsync(Key, click.ShiftKey);
}

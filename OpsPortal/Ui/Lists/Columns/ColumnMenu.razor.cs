using Microsoft.AspNetCore.Components;

namespace OpsPortal.Ui.Lists.Columns;

/// <summary>Chooses columns and their width without a mouse.</summary>
public sealed partial class ColumnMenu<TRow> : ComponentBase where TRow : class
{
    /// <summary>What a column without a width of its own is taken for when it is first drawn.</summary>
    private const int Flexible = 320;

    [Parameter, EditorRequired] public IReadOnlyList<Column<TRow>> Columns { get; set; } = [];

    [Parameter, EditorRequired] public ColumnLayout Layout { get; set; } = ColumnLayout.Usual;

    [Parameter] public EventCallback<ColumnLayout> Changed { get; set; }

    private Task DrawAsync(Column<TRow> column, int by)
    {
        var width = Layout.WidthOf(column);
        return Changed.InvokeAsync(Layout.Draw(column.Name, (width == 0 ? Flexible : width) + by));
    }
}

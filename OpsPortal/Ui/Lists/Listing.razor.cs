using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using OpsPortal.Live;
using OpsPortal.Ui.Lists.Columns;
using OpsPortal.Ui.Lists.Rows;

namespace OpsPortal.Ui.Lists;

/// <summary>
/// The one list of the portal: pages from the server, draws only what is near the screen, keeps its filter in the address,
/// is worked by keyboard, and follows what happens without moving what the person reads.
/// </summary>
/// <remarks>Everything but the rows themselves is the same in every area; a page supplies source, columns, facets and acts.</remarks>
public sealed partial class Listing<TRow>(ListTools tools, IJSRuntime browser, NavigationManager navigation, ChangeFeed feed, TimeProvider clock)
    : ComponentBase, IAsyncDisposable where TRow : class
{
    /// <summary>Rows read at a time.</summary>
    public const int PageSize = 100;

    /// <summary>A total above this is not counted out.</summary>
    public const int MostCounted = 10_000;

    /// <summary>Rows drawn beyond the screen on both sides, so that scrolling does not show gaps.</summary>
    private const int Margin = 20;

    private readonly List<Column<TRow>> _columns = [];
    private readonly Marks _marks = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly Dictionary<string, Flash> _flashes = [];
    private LoadedRows<TRow> _rows = null!;
    private DotNetObjectReference<Listing<TRow>>? _self;
    private IJSObjectReference? _scripts;
    private IJSObjectReference? _view;
    private int _first, _seen = 30, _rowHeight = 34, _generation;
    private int? _count;

    /// <summary>As the table is named: <c>Events</c>.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>One row in words: <c>event</c>.</summary>
    [Parameter, EditorRequired] public string Noun { get; set; } = "";

    /// <summary>Under which columns and views are remembered: <c>events</c>.</summary>
    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter, EditorRequired] public ListSource<TRow> Source { get; set; } = null!;

    /// <summary>The key of a row, as people call it.</summary>
    [Parameter, EditorRequired] public Func<TRow, string> Key { get; set; } = null!;

    /// <summary>Where a row opens; null: it does not.</summary>
    [Parameter] public Func<TRow, string>? Href { get; set; }

    /// <summary>A class of the whole row, such as its severity.</summary>
    [Parameter] public Func<TRow, string>? RowMark { get; set; }

    [Parameter] public IReadOnlyList<Facet> Facets { get; set; } = [];

    /// <summary>The orders to choose from; the first is the list's own.</summary>
    [Parameter] public IReadOnlyList<Choice> Orders { get; set; } = [];

    /// <summary>What this person may do to rows.</summary>
    [Parameter] public IReadOnlyList<ListAct<TRow>> Acts { get; set; } = [];

    /// <summary>What the rows may change with; null: they never do.</summary>
    [Parameter] public ChangeKind? Changes { get; set; }

    /// <summary>What the rows may change with besides; read when the list opens.</summary>
    [Parameter] public IReadOnlyList<ChangeKind> AlsoChanges { get; set; } = [];

    /// <summary>Where exactly what is filtered is had as CSV.</summary>
    [Parameter] public Func<ListQuery, string>? CsvHref { get; set; }

    /// <summary>Shown where there is nothing at all: what to do first.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    /// <summary>The columns.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }

    private ElementReference Scroller { get; set; }

    private ListQuery Query { get; set; } = ListQuery.Everything;

    private ColumnLayout Layout { get; set; } = ColumnLayout.Usual;

    private IReadOnlyList<Column<TRow>> Visible { get; set; } = [];

    /// <summary>The first page has been read.</summary>
    private bool Ready { get; set; }

    /// <summary>What stands in the way of reading, in words.</summary>
    private string? Failure { get; set; }

    private string PagePath => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0];

    private int From => Math.Clamp(_first - Margin, 0, _rows.Keys.Count);

    private int To => Math.Min(_rows.Keys.Count, _first + _seen + Margin);

    private string Total => _count switch
    {
        null => "",
        >= MostCounted => $"more than {MostCounted.ToString("N0", CultureInfo.InvariantCulture)}",
        var count => count.Value.ToString("N0", CultureInfo.InvariantCulture),
    };

    internal void Register(Column<TRow> column)
    {
        _columns.Add(column);
        Visible = [.. _columns.Where(Layout.Shows)];
    }

    protected override void OnInitialized()
    {
        _rows = new(row => Key(row));
        Query = ListQuery.Parse(navigation.Uri, Facets);
        navigation.LocationChanged += Moved;
    }

    /// <summary>What the person may do can become known after the list is there.</summary>
    protected override void OnParametersSet()
    {
        if (_keys is null || ReferenceEquals(_bound, Acts)) return;
        _keys.Dispose();
        BindKeys();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        WillRead();
        BindKeys();
        if (Changes is { } kind) _changes = new(feed, clock, () => InvokeAsync(RefreshAsync), [kind, .. AlsoChanges]);
        Layout = ColumnLayout.Parse(await tools.RecallAsync(LayoutName, _leaving.Token));
        Visible = [.. _columns.Where(Layout.Shows)];
        await ReadAsync();
        await AttachAsync();
    }

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= Moved;
        _changes?.Dispose();
        _keys?.Dispose();
        HasRead();
        await _leaving.CancelAsync();
        try
        {
            if (_view is not null) await _view.InvokeVoidAsync("detach");
            if (_view is not null) await _view.DisposeAsync();
            if (_scripts is not null) await _scripts.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            _view = null; // the browser has gone, and its side of the list with it
        }

        _self?.Dispose();
        _leaving.Dispose();
    }

    private string LayoutName => $"list.{Id}.columns";

    private async Task AttachAsync()
    {
        if (_leaving.IsCancellationRequested) return;
        _self = DotNetObjectReference.Create(this);
        _scripts = await browser.InvokeAsync<IJSObjectReference?>("import", "./js/listing.js");
        if (_scripts is not null) _view = await _scripts.InvokeAsync<IJSObjectReference?>("attach", Scroller, _self);
    }

    private void Go(ListQuery query)
    {
        if (query == Query) return;
        var text = query.ToString();
        WillRead();
        navigation.NavigateTo(text.Length == 0 ? PagePath : $"{PagePath}?{text}", replace: query.Text != Query.Text);
    }

    private void Moved(object? sender, LocationChangedEventArgs to) => _ = InvokeAsync(async () =>
    {
        var query = ListQuery.Parse(to.Location, Facets);
        if (_leaving.IsCancellationRequested) return;
        if (query == Query)
        {
            HasRead();
            return;
        }

        Query = query;
        _marks.Clear();
        Ready = false;
        await ReadAsync();
        if (_view is not null) await _view.InvokeVoidAsync("top");
    });

    private async Task RememberAsync(ColumnLayout layout)
    {
        Layout = layout;
        Visible = [.. _columns.Where(Layout.Shows)];
        await tools.RememberAsync(LayoutName, layout == ColumnLayout.Usual ? null : layout.ToString());
    }

    [JSInvokable("Drawn")]
    public Task DrawnAsync(string column, int width) => InvokeAsync(async () =>
    {
        await RememberAsync(Layout.Draw(column, width));
        StateHasChanged();
    });

    private string? WidthOf(Column<TRow> column) => Layout.WidthOf(column) is var width and > 0 ? $"width:{width}px" : null;

    private string? SortOf(Column<TRow> column)
    {
        var order = Query.Order ?? (Orders.Count > 0 ? Orders[0].Value : null);
        if (column.Order is null || order is null) return null;
        if (order == column.Order) return column.Direction;
        return order == column.OrderBack ? column.Direction == "descending" ? "ascending" : "descending" : null;
    }

    private string SortMark(Column<TRow> column) => SortOf(column) switch { "ascending" => " ▲", "descending" => " ▼", _ => "" };

    private void Sort(Column<TRow> column)
    {
        var next = Query.Order == column.Order && column.OrderBack is not null ? column.OrderBack : column.Order;
        Go(Query with { Order = Orders.Count > 0 && next == Orders[0].Value ? null : next });
    }
}

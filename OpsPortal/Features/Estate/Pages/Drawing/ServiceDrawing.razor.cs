using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Drawing;
using OpsPortal.Ui.Keyboard;

namespace OpsPortal.Features.Estate.Pages.Drawing;

/// <summary>The drawing itself, to be moved and enlarged by button and key. Rendered on the server; no script of its own.</summary>
public sealed partial class ServiceDrawing(Shortcuts shortcuts) : ComponentBase, IDisposable
{
    private const double Step = 1.25, MostZoom = 6, LeastZoom = 0.5;

    /// <summary>The part of what is visible that one press moves.</summary>
    private const double PanBy = 0.15;

    private const int MostLetters = 19;

    private double _zoom = 1, _x, _y;
    private ServiceKey? _focus;
    private (double Width, double Height) _size;
    private IDisposable? _keys;

    [Parameter, EditorRequired] public GraphView View { get; set; } = default!;

    [Parameter] public ServiceKey? Focus { get; set; }

    /// <summary>Where a service leads.</summary>
    [Parameter, EditorRequired] public Func<ServiceKey, string> Href { get; set; } = default!;

    private string ViewBox => string.Create(CultureInfo.InvariantCulture, $"{_x:0.#} {_y:0.#} {View.Layout.Width / _zoom:0.#} {View.Layout.Height / _zoom:0.#}");

    /// <summary>Another drawing is shown whole; the same one, with other health, stays where the person has moved it.</summary>
    protected override void OnParametersSet()
    {
        var size = (View.Layout.Width, View.Layout.Height);
        if (_focus == Focus && _size == size) return;
        (_focus, _size) = (Focus, size);
        Fit();
    }

    public void Dispose() => _keys?.Dispose();

    private void Listen() => _keys ??= shortcuts.Bind("Drawing of the graph",
    [
        new("+", "Zoom in", () => DoAsync(() => ZoomBy(Step))), new("-", "Zoom out", () => DoAsync(() => ZoomBy(1 / Step))), new("0", "Show all", () => DoAsync(Fit)),
        new("ArrowLeft", "Left", () => DoAsync(() => Pan(-1, 0))), new("ArrowRight", "Right", () => DoAsync(() => Pan(1, 0))),
        new("ArrowUp", "Up", () => DoAsync(() => Pan(0, -1))), new("ArrowDown", "Down", () => DoAsync(() => Pan(0, 1))),
    ]);

    private void Release()
    {
        _keys?.Dispose();
        _keys = null;
    }

    private Task DoAsync(Action act)
    {
        act();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Fit() => (_zoom, _x, _y) = (1, 0, 0);

    /// <summary>Keeps the middle where it is.</summary>
    private void ZoomBy(double factor)
    {
        var zoom = Math.Clamp(_zoom * factor, LeastZoom, MostZoom);
        _x += View.Layout.Width / 2 * ((1 / _zoom) - (1 / zoom));
        _y += View.Layout.Height / 2 * ((1 / _zoom) - (1 / zoom));
        _zoom = zoom;
    }

    /// <summary>Something always stays in sight.</summary>
    private void Pan(int x, int y)
    {
        var (width, height) = (View.Layout.Width, View.Layout.Height);
        _x = Math.Clamp(_x + (x * PanBy * width / _zoom), -width / _zoom / 2, width - (width / _zoom / 2));
        _y = Math.Clamp(_y + (y * PanBy * height / _zoom), -height / _zoom / 2, height - (height / _zoom / 2));
    }

    private string EdgeClass(PlacedEdge edge) => Focus is { } focus && (View.Graph[edge.From] == focus || View.Graph[edge.To] == focus) ? "edge near" : "edge";

    /// <summary>From point to point, level at each.</summary>
    private static string Way(PlacedEdge edge)
    {
        var way = new StringBuilder();
        var (x, y) = edge.Points[0];
        way.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach (var (nextX, nextY) in edge.Points.Skip(1))
        {
            var middle = (x + nextX) / 2;
            if (Math.Abs(y - nextY) < 0.05) way.Append(CultureInfo.InvariantCulture, $"L{nextX:0.#} {nextY:0.#}");
            else way.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {y:0.#} {middle:0.#} {nextY:0.#} {nextX:0.#} {nextY:0.#}");
            (x, y) = (nextX, nextY);
        }

        return way.ToString();
    }

    private static string At(PlacedService placed) => string.Create(CultureInfo.InvariantCulture, $"translate({placed.X:0.#} {placed.Y:0.#})");

    private static string Short(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)].TrimEnd() + "…";

    private static string F(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Drawing;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Estate.Keeping;

namespace OpsPortal.Features.Deliver.Planning.Components;

/// <summary>Who is hit when services are changed: drawn, and as a table with owners and users. Rendered on the server; no script of its own.</summary>
public sealed partial class BlastRadius(Catalogue catalogue) : ComponentBase
{
    /// <summary>Most services in the drawing, and most in the table.</summary>
    private const int Drawn = 40, Most = 200;

    private const int MostLetters = 22;

    private (long Version, string Services) _shown = (-1, "");
    private CatalogueSnapshot _snapshot = CatalogueSnapshot.Empty;
    private HashSet<ServiceKey> _changed = [];

    /// <summary>What is changed.</summary>
    [Parameter, EditorRequired] public IReadOnlyCollection<ServiceKey> Services { get; set; } = [];

    /// <summary>Different from that of every other drawing on the page.</summary>
    [Parameter] public string Id { get; set; } = "radius";

    private Radius Radius { get; set; } = Radius.Of(CatalogueSnapshot.Empty, []);

    private GraphLayout Layout { get; set; } = GraphLayout.Of(ServiceGraph.Empty, []);

    private int LeftOut { get; set; }

    private string Said => Radius.Dependants.Count == 0
        ? $"No other service needs {Named}. {Number(Radius.Users)} people notice when it is down."
        : $"{Number(Radius.Dependants.Count)} {(Radius.Dependants.Count == 1 ? "service needs" : "services need")} {Named}, directly or through others. {Number(Radius.Users)} people notice the one that most notice.";

    private string Named => string.Join(", ", Radius.Changed.Take(3).Select(service => service.Facts.Name)) + (Radius.Changed.Count > 3 ? $" and {Radius.Changed.Count - 3} more" : "");

    protected override void OnParametersSet()
    {
        _snapshot = catalogue.Current;
        var shown = (_snapshot.Version, string.Join(' ', Services.Order()));
        if (shown == _shown) return;
        _shown = shown;
        Radius = Radius.Of(_snapshot, Services);
        _changed = [.. Radius.Changed.Select(service => service.Key)];
        var graph = _snapshot.Graph;
        var part = Neighbourhood.Around(graph, [.. _changed.Select(graph.NumberOf)], 0, graph.Count, Drawn, service => _snapshot.Services[service].Facts.UsersAffected);
        (Layout, LeftOut) = (GraphLayout.Of(graph, part.Services), part.LeftOut);
    }

    private CatalogueEntry Entry(int service) => _snapshot.Services[service];

    private bool IsChanged(ServiceKey service) => _changed.Contains(service);

    private string Under(ServiceKey service) => IsChanged(service) ? "is changed" : $"{Number(_snapshot.Find(service)?.Facts.UsersAffected ?? 0)} users";

    /// <summary>From point to point, level at each.</summary>
    private static string Way(PlacedEdge edge)
    {
        var way = new StringBuilder();
        var (x, y) = edge.Points[0];
        way.Append(CultureInfo.InvariantCulture, $"M{x:0.#} {y:0.#}");
        foreach (var (nextX, nextY) in edge.Points.Skip(1))
        {
            var middle = (x + nextX) / 2;
            way.Append(CultureInfo.InvariantCulture, $"C{middle:0.#} {y:0.#} {middle:0.#} {nextY:0.#} {nextX:0.#} {nextY:0.#}");
            (x, y) = (nextX, nextY);
        }

        return way.ToString();
    }

    private static string At(PlacedService placed) => string.Create(CultureInfo.InvariantCulture, $"translate({placed.X:0.#} {placed.Y:0.#})");

    private static string Short(string name) => name.Length <= MostLetters ? name : name[..(MostLetters - 1)].TrimEnd() + "…";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

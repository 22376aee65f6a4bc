using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Drawing;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Queries;

namespace OpsPortal.Features.Estate.Pages.Drawing;

/// <summary>Which part of the graph is asked for.</summary>
/// <param name="Focus">The service in the middle; null: none.</param>
/// <param name="Team">The name of a team whose services are in the middle; empty: any.</param>
/// <param name="Up">Steps towards what they depend on.</param>
/// <param name="Down">Steps towards what depends on them.</param>
public sealed record GraphWish(ServiceKey? Focus, string Team, int Up, int Down);

/// <summary>A part of the graph, ready to be drawn.</summary>
/// <param name="Said">What is shown, in words.</param>
/// <param name="LeftOut">How many belong to it and are not drawn.</param>
/// <param name="Rows">What is drawn, by number in the graph.</param>
public sealed record GraphView(string Said, int LeftOut, ServiceGraph Graph, GraphLayout Layout, IReadOnlyDictionary<int, ServiceRow> Rows);

/// <summary>Chooses and lays out the part of the graph that a page shows. However large the catalogue, a drawing stays small.</summary>
public sealed class GraphViews(Catalogue catalogue, ServiceHealth health, ServiceQueries services)
{
    /// <summary>Most services in one drawing.</summary>
    public const int Most = 60;

    public async Task<GraphView> ReadAsync(GraphWish wish, CancellationToken stopping)
    {
        var (snapshot, board) = (catalogue.Current, await health.ReadAsync(stopping));
        var graph = snapshot.Graph;
        var (said, centres, up, down) = Centres(wish, snapshot, board);
        var part = Neighbourhood.Around(graph, centres, up, down, Most, service => (int)board.Of(graph[service]).Level);
        var rows = await services.RowsAsync(part.Services.Select(service => graph[service]), stopping);
        var known = rows.ToDictionary(row => graph.NumberOf(row.Key));
        return new(said, part.LeftOut, graph, GraphLayout.Of(graph, [.. part.Services.Where(known.ContainsKey)]), known);
    }

    private static (string Said, IReadOnlyCollection<int> Centres, int Up, int Down) Centres(GraphWish wish, CatalogueSnapshot snapshot, HealthBoard board)
    {
        var graph = snapshot.Graph;
        if (wish.Focus is { } focus && snapshot.Find(focus) is { } entry) return ($"{entry.Facts.Name} with what it needs and what needs it", [graph.NumberOf(focus)], wish.Up, wish.Down);
        if (wish.Team.Length > 0)
        {
            var owned = snapshot.Services.Where(service => string.Equals(service.TeamName, wish.Team, StringComparison.OrdinalIgnoreCase)).Select(service => graph.NumberOf(service.Key)).ToList();
            return ($"The services of {wish.Team} and their neighbours", owned, 1, 1);
        }

        if (graph.Count <= Most) return ("All services", [.. Enumerable.Range(0, graph.Count)], 0, 0);
        var ill = board.Services.Keys.Select(graph.NumberOf).Where(number => number >= 0).ToList();
        if (ill.Count > 0) return ("Services with open events and their neighbours", ill, 1, 1);
        return ("No service has an open event; these are needed most", [.. Enumerable.Range(0, graph.Count).OrderByDescending(service => graph.Dependants(service).Length).ThenBy(service => service).Take(Most / 2)], 0, 0);
    }
}

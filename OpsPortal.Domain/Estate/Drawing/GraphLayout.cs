using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Estate.Drawing;

/// <summary>Where a service is drawn.</summary>
/// <param name="Service">Its number in the graph.</param>
/// <param name="X">Of the left edge.</param>
/// <param name="Y">Of the upper edge.</param>
public sealed record PlacedService(int Service, double X, double Y);

/// <summary>How a dependency is drawn.</summary>
/// <param name="From">The number of the service that needs.</param>
/// <param name="To">The number of the service that is needed.</param>
/// <param name="Points">From the right edge of the one to the left edge of the other.</param>
public sealed record PlacedEdge(int From, int To, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A drawing of a part of a graph in columns: what is needed stands right of who needs it. The same input always gives the same drawing.</summary>
public sealed class GraphLayout
{
    /// <summary>Of the box of one service, in drawing units.</summary>
    public const double BoxWidth = 180, BoxHeight = 46;

    private const double ColumnGap = 70, RowGap = 18, BendHeight = 8, Margin = 20;

    private const int Passes = 8;

    private readonly Layers _layers;
    private readonly double[] _middle;

    private GraphLayout(ServiceGraph graph, IReadOnlyList<int> services)
    {
        _layers = Layers.Of(graph, services);
        Crossings.Reduce(_layers);
        _middle = Middles();
        Services = [.. services.Select((service, place) => new PlacedService(service, X(place), _middle[place] - (BoxHeight / 2)))];
        Edges = [.. _layers.Edges.Select(way => new PlacedEdge(services[way[0]], services[way[^1]], Points(way)))];
        Width = Services.Count == 0 ? 0 : Services.Max(placed => placed.X) + BoxWidth + Margin;
        Height = Services.Count == 0 ? 0 : _middle.Max() + (BoxHeight / 2) + Margin;
        CrossingCount = Crossings.Count(_layers);
    }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<PlacedService> Services { get; }

    public IReadOnlyList<PlacedEdge> Edges { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>How many pairs of edges cross.</summary>
    public int CrossingCount { get; }

    /// <param name="services">Numbers in the graph, none twice.</param>
    public static GraphLayout Of(ServiceGraph graph, IReadOnlyList<int> services) => new(graph, services);

    private double X(int place) => Margin + (_layers.ColumnOf(place) * (BoxWidth + ColumnGap));

    private List<(double X, double Y)> Points(List<int> way)
    {
        var points = new List<(double X, double Y)> { (X(way[0]) + BoxWidth, _middle[way[0]]) };
        foreach (var bend in way.Skip(1).SkipLast(1))
        {
            points.Add((X(bend), _middle[bend]));
            points.Add((X(bend) + BoxWidth, _middle[bend]));
        }

        points.Add((X(way[^1]), _middle[way[^1]]));
        return points;
    }

    /// <summary>Each place as near to the middle of its neighbours as those above and below allow.</summary>
    private double[] Middles()
    {
        var middle = new double[_layers.Left.Count];
        foreach (var column in _layers.Columns)
        {
            for (var i = 1; i < column.Count; i++) middle[column[i]] = middle[column[i - 1]] + Apart(column[i - 1], column[i]);
            var half = column.Count == 0 ? 0 : middle[column[^1]] / 2;
            foreach (var place in column) middle[place] -= half;
        }

        for (var pass = 0; pass < Passes; pass++)
        {
            foreach (var column in pass % 2 == 0 ? _layers.Columns : Enumerable.Reverse(_layers.Columns)) Settle(column, middle);
        }

        var top = middle.Length == 0 ? 0 : middle.Min();
        for (var place = 0; place < middle.Length; place++) middle[place] += Margin + (BoxHeight / 2) - top;
        return middle;
    }

    private void Settle(List<int> column, double[] middle)
    {
        var (downwards, upwards) = (new double[column.Count], new double[column.Count]);
        for (var i = 0; i < column.Count; i++)
        {
            var wanted = Wanted(column[i]);
            downwards[i] = i == 0 ? wanted : Math.Max(wanted, downwards[i - 1] + Apart(column[i - 1], column[i]));
        }

        for (var i = column.Count - 1; i >= 0; i--)
        {
            var wanted = Wanted(column[i]);
            upwards[i] = i == column.Count - 1 ? wanted : Math.Min(wanted, upwards[i + 1] - Apart(column[i], column[i + 1]));
        }

        // Both keep the distances, and so does what lies half-way between them.
        for (var i = 0; i < column.Count; i++) middle[column[i]] = (downwards[i] + upwards[i]) / 2;

        double Wanted(int place)
        {
            var (left, right) = (_layers.Left[place], _layers.Right[place]);
            return left.Count + right.Count == 0 ? middle[place] : left.Concat(right).Average(neighbour => middle[neighbour]);
        }
    }

    /// <summary>The distance two neighbours in a column keep between their middles.</summary>
    private double Apart(int above, int below) => ((Half(above) + Half(below)) / 2) + RowGap;

    private double Half(int place) => place < _layers.Services ? BoxHeight : BendHeight;
}

using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Estate.Drawing;

/// <summary>
/// Services in columns, so that what is needed stands further right than who needs it. An edge that passes a column leaves
/// a bend there, which takes part in the ordering like a service.
/// </summary>
internal sealed class Layers
{
    /// <summary>With more bends than this, edges are drawn straight.</summary>
    private const int MostBends = 2000;

    private readonly List<int> _columnOf = [];

    private Layers()
    {
    }

    /// <summary>What stands in a column, from top to bottom. Places below <see cref="Services"/> are services, the others bends.</summary>
    public List<List<int>> Columns { get; } = [];

    /// <summary>By place: the neighbours in the column to the left and to the right.</summary>
    public List<List<int>> Left { get; } = [];

    public List<List<int>> Right { get; } = [];

    /// <summary>How many places are services; place i is the i-th of those given.</summary>
    public int Services { get; private init; }

    /// <summary>Each edge as the places it passes, from who needs to what is needed.</summary>
    public List<List<int>> Edges { get; } = [];

    public int ColumnOf(int place) => _columnOf[place];

    public static Layers Of(ServiceGraph graph, IReadOnlyList<int> services)
    {
        var layers = new Layers { Services = services.Count };
        var places = new Dictionary<int, int>();
        for (var place = 0; place < services.Count; place++) places[services[place]] = place;
        var edges = Inner(graph, services, places);
        var columns = Assign(edges, services.Count);
        foreach (var column in columns) layers.Add(column);
        var straight = edges.Sum(edge => Math.Max(0, columns[edge.To] - columns[edge.From] - 1)) > MostBends;
        foreach (var (from, to) in edges) layers.Connect(from, to, straight);
        return layers;
    }

    /// <summary>Edges among the services, by place; those that would run against the order of need (a circle) are turned off.</summary>
    private static List<(int From, int To)> Inner(ServiceGraph graph, IReadOnlyList<int> services, Dictionary<int, int> places)
    {
        var rank = new int[graph.Count];
        for (var i = 0; i < graph.Count; i++) rank[graph.NeededFirst[i]] = i;
        var edges = new List<(int From, int To)>();
        foreach (var service in services)
        {
            foreach (var needed in graph.Dependencies(service))
            {
                if (rank[needed] < rank[service] && places.TryGetValue(needed, out var to)) edges.Add((places[service], to));
            }
        }

        return edges;
    }

    /// <summary>The longest way from the left decides; who is needed by nobody is moved next to what it needs.</summary>
    private static int[] Assign(List<(int From, int To)> edges, int count)
    {
        var columns = new int[count];
        var (into, outOf) = (edges.ToLookup(edge => edge.To, edge => edge.From), edges.ToLookup(edge => edge.From, edge => edge.To));
        var waiting = Enumerable.Range(0, count).Select(place => into[place].Count()).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, count).Where(place => waiting[place] == 0));
        while (ready.TryDequeue(out var place))
        {
            foreach (var needed in outOf[place])
            {
                columns[needed] = Math.Max(columns[needed], columns[place] + 1);
                if (--waiting[needed] == 0) ready.Enqueue(needed);
            }
        }

        for (var place = 0; place < count; place++)
        {
            if (!into[place].Any() && outOf[place].Any()) columns[place] = outOf[place].Min(needed => columns[needed]) - 1;
        }

        return columns;
    }

    private int Add(int column)
    {
        while (Columns.Count <= column) Columns.Add([]);
        var place = _columnOf.Count;
        _columnOf.Add(column);
        Columns[column].Add(place);
        Left.Add([]);
        Right.Add([]);
        return place;
    }

    private void Connect(int from, int to, bool straight)
    {
        var way = new List<int> { from };
        for (var column = ColumnOf(from) + 1; column < ColumnOf(to) && !straight; column++) way.Add(Add(column));
        way.Add(to);
        Edges.Add(way);
        if (straight && ColumnOf(to) > ColumnOf(from) + 1) return;
        for (var i = 1; i < way.Count; i++)
        {
            Right[way[i - 1]].Add(way[i]);
            Left[way[i]].Add(way[i - 1]);
        }
    }
}

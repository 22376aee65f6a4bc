namespace OpsPortal.Domain.Estate.Drawing;

/// <summary>Orders each column so that few edges cross: each place goes to the middle of its neighbours, back and forth, and the best order seen is kept.</summary>
internal static class Crossings
{
    private const int Sweeps = 12;

    public static void Reduce(Layers layers)
    {
        var best = Count(layers);
        var kept = layers.Columns.Select(column => column.ToList()).ToList();
        for (var sweep = 0; sweep < Sweeps && best > 0; sweep++)
        {
            var rightwards = sweep % 2 == 0;
            for (var i = 1; i < layers.Columns.Count; i++)
            {
                var column = rightwards ? i : layers.Columns.Count - 1 - i;
                Order(layers, column, rightwards);
            }

            var count = Count(layers);
            if (count >= best) continue;
            best = count;
            kept = [.. layers.Columns.Select(column => column.ToList())];
        }

        for (var i = 0; i < kept.Count; i++) layers.Columns[i] = kept[i];
    }

    /// <summary>How many pairs of edges cross between neighbouring columns.</summary>
    public static int Count(Layers layers)
    {
        var crossings = 0;
        for (var i = 0; i + 1 < layers.Columns.Count; i++)
        {
            var at = Positions(layers.Columns[i + 1]);
            var seen = new int[layers.Columns[i + 1].Count + 1];
            foreach (var place in layers.Columns[i])
            {
                var ends = layers.Right[place].ConvertAll(end => at[end]);

                // Every edge that started above and ends below crosses this one. A Fenwick tree counts those not above.
                foreach (var end in ends) crossings += Total(seen) - UpTo(seen, end);
                foreach (var end in ends) Add(seen, end);
            }
        }

        return crossings;

        static void Add(int[] tree, int at)
        {
            for (var i = at + 1; i < tree.Length; i += i & -i) tree[i]++;
            tree[0]++;
        }

        static int UpTo(int[] tree, int at)
        {
            var sum = 0;
            for (var i = at + 1; i > 0; i -= i & -i) sum += tree[i];
            return sum;
        }

        static int Total(int[] tree) => tree[0];
    }

    /// <summary>A place without neighbours on that side stays where it is.</summary>
    private static void Order(Layers layers, int column, bool rightwards)
    {
        var places = layers.Columns[column];
        var at = Positions(layers.Columns[rightwards ? column - 1 : column + 1]);
        var wanted = new Dictionary<int, double>();
        for (var i = 0; i < places.Count; i++)
        {
            var neighbours = rightwards ? layers.Left[places[i]] : layers.Right[places[i]];
            wanted[places[i]] = neighbours.Count == 0 ? i : neighbours.Average(neighbour => at[neighbour]);
        }

        // Stable: places that want the same keep their order.
        layers.Columns[column] = [.. places.OrderBy(place => wanted[place])];
    }

    private static Dictionary<int, int> Positions(List<int> column)
    {
        var at = new Dictionary<int, int>(column.Count);
        for (var i = 0; i < column.Count; i++) at[column[i]] = i;
        return at;
    }
}

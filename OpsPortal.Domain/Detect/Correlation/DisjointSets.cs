namespace OpsPortal.Domain.Detect.Correlation;

/// <summary>Sets of places that grow together (union-find). The result does not depend on the order in which they were joined.</summary>
internal sealed class DisjointSets
{
    private readonly int[] _parent;
    private readonly int[] _size;

    public DisjointSets(int count)
    {
        _parent = new int[count];
        _size = new int[count];
        for (var at = 0; at < count; at++) (_parent[at], _size[at]) = (at, 1);
    }

    public void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a == b) return;
        if (_size[a] < _size[b]) (a, b) = (b, a);
        _parent[b] = a;
        _size[a] += _size[b];
    }

    public int SizeOf(int at) => _size[Root(at)];

    /// <summary>Every set, its places ascending; sets by their first place.</summary>
    public IEnumerable<IReadOnlyList<int>> All()
    {
        var sets = new Dictionary<int, List<int>>();
        for (var at = 0; at < _parent.Length; at++)
        {
            var root = Root(at);
            if (!sets.TryGetValue(root, out var set)) sets[root] = set = [];
            set.Add(at);
        }

        return sets.Values;
    }

    private int Root(int at)
    {
        while (_parent[at] != at) at = _parent[at] = _parent[_parent[at]];
        return at;
    }
}

namespace OpsPortal.Domain.Estate.Graph;

/// <summary>What is found once, when the graph is built: the order of need, and whether it runs in a circle.</summary>
public sealed partial class ServiceGraph
{
    /// <summary>Tarjan's algorithm without recursion: a chain of 5 000 services must not exhaust the stack.</summary>
    private (int[] Part, int[] NeededFirst) Parts()
    {
        var (part, order) = (new int[Count], new int[Count]);
        var (seenAt, low, next) = (new int[Count], new int[Count], new int[Count]);
        var (open, path) = (new Stack<int>(), new Stack<int>());
        var (time, parts, placed) = (0, 0, 0);
        Array.Fill(part, -1);
        for (var root = 0; root < Count; root++)
        {
            if (seenAt[root] != 0) continue;
            Enter(root);
            while (path.TryPeek(out var service))
            {
                var needs = Dependencies(service);
                if (next[service] < needs.Length)
                {
                    var needed = needs[next[service]++];
                    if (seenAt[needed] == 0) Enter(needed);
                    else if (part[needed] < 0) low[service] = Math.Min(low[service], seenAt[needed]);
                    continue;
                }

                path.Pop();
                if (path.TryPeek(out var parent)) low[parent] = Math.Min(low[parent], low[service]);
                if (low[service] == seenAt[service]) Close(service);
            }
        }

        return (part, order);

        void Enter(int service)
        {
            seenAt[service] = low[service] = ++time;
            open.Push(service);
            path.Push(service);
        }

        void Close(int service)
        {
            int member;
            do
            {
                member = open.Pop();
                part[member] = parts;
                order[placed++] = member;
            }
            while (member != service);
            parts++;
        }
    }

    /// <summary>Of all circles the shortest through the first service that lies on one.</summary>
    private ServiceKey[] FindCycle()
    {
        var sizes = new int[Count];
        foreach (var part in _part) sizes[part]++;
        for (var service = 0; service < Count; service++)
        {
            var itself = Dependencies(service).Contains(service);
            if (itself) return [_keys[service], _keys[service]];
            if (sizes[_part[service]] < 2) continue;
            IReadOnlyList<int>? shortest = null;
            foreach (var needed in Dependencies(service))
            {
                if (_part[needed] == _part[service] && Path(needed, service) is { Count: > 0 } back && (shortest is null || back.Count < shortest.Count)) shortest = back;
            }

            if (shortest is not null) return [_keys[service], .. shortest.Select(step => _keys[step])];
        }

        return [];
    }
}

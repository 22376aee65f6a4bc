using System.Buffers;

namespace OpsPortal.Domain.Estate.Graph;

/// <summary>Questions that reach further than one step. All walk breadth first on pooled memory.</summary>
public sealed partial class ServiceGraph
{
    /// <summary>Everything a service depends on, nearest first, itself left out.</summary>
    /// <param name="into">Takes the numbers; room for <see cref="Count"/> is always enough.</param>
    /// <returns>How many were written; fewer than there are where <paramref name="into"/> is short.</returns>
    public int Upstream(int service, Span<int> into, int hops = int.MaxValue) => Walk(service, _upFrom, _up, into, hops);

    /// <summary>Everything that depends on a service, nearest first, itself left out; as <see cref="Upstream(int, Span{int}, int)"/>.</summary>
    public int Downstream(int service, Span<int> into, int hops = int.MaxValue) => Walk(service, _downFrom, _down, into, hops);

    /// <summary>Everything a service depends on, in order of key.</summary>
    public IReadOnlyList<ServiceKey> Upstream(ServiceKey key, int hops = int.MaxValue) => Named(key, _upFrom, _up, hops);

    /// <summary>Everything that depends on a service, in order of key.</summary>
    public IReadOnlyList<ServiceKey> Downstream(ServiceKey key, int hops = int.MaxValue) => Named(key, _downFrom, _down, hops);

    /// <summary>Whether one service needs another, directly or through others.</summary>
    public bool DependsOn(int service, int other) => service != other ? Distance(service, other) > 0 : Dependencies(service).Contains(service) || OnCircle(service);

    /// <summary>How many steps of need lead from one service to another: 0 to itself, -1 where none do.</summary>
    public int Distance(int from, int to)
    {
        if (from == to) return 0;

        // What is needed lies in an earlier part, or in the same circle.
        if (_part[to] > _part[from]) return -1;
        var (queue, steps) = (ArrayPool<int>.Shared.Rent(Count), ArrayPool<int>.Shared.Rent(Count));
        try
        {
            Array.Clear(steps, 0, Count);
            var (head, tail, found) = (0, 1, -1);
            (queue[0], steps[from]) = (from, 1);
            while (head < tail && found < 0)
            {
                var service = queue[head++];
                foreach (var needed in Dependencies(service))
                {
                    if (steps[needed] != 0) continue;
                    steps[needed] = steps[service] + 1;
                    queue[tail++] = needed;
                    if (needed == to) found = steps[service];
                }
            }

            return found;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(queue);
            ArrayPool<int>.Shared.Return(steps);
        }
    }

    /// <summary>The shortest way of need from one service to another, both included; of several the one that takes lower numbers. Empty where there is none.</summary>
    public IReadOnlyList<int> Path(int from, int to)
    {
        if (from == to) return [from];
        var before = new int[Count];
        Array.Fill(before, -1);
        var queue = new Queue<int>([from]);
        before[from] = from;
        while (before[to] < 0 && queue.TryDequeue(out var service))
        {
            foreach (var needed in Dependencies(service))
            {
                if (before[needed] >= 0) continue;
                before[needed] = service;
                queue.Enqueue(needed);
            }
        }

        if (before[to] < 0) return [];
        var path = new List<int> { to };
        while (path[^1] != from) path.Add(before[path[^1]]);
        path.Reverse();
        return path;
    }

    /// <summary>Which services of a set depend, directly or through any others, on no further service of the set: the likeliest causes.</summary>
    /// <remarks>Services on one circle count as one: none of them is further upstream than the others. One pass over the graph, however large the set.</remarks>
    /// <param name="into">Takes the numbers, ascending; room for as many as the set has is enough.</param>
    /// <returns>How many were written.</returns>
    public int UpstreamMost(ReadOnlySpan<int> set, Span<int> into)
    {
        const byte Member = 1, Above = 2;
        var (marks, written) = (ArrayPool<byte>.Shared.Rent(Count * 2), 0);
        try
        {
            // Of a part: whether it holds a member, and whether one lies further upstream.
            var member = marks.AsSpan(0, Count);
            var part = marks.AsSpan(Count, Count);
            member.Clear();
            part.Clear();
            foreach (var service in set)
            {
                member[service] = Member;
                part[_part[service]] |= Member;
            }

            // Parts are numbered so that all a part needs has been decided before it.
            foreach (var service in _neededFirst)
            {
                foreach (var needed in Dependencies(service))
                {
                    if (_part[needed] != _part[service] && part[_part[needed]] != 0) part[_part[service]] |= Above;
                }
            }

            for (var service = 0; service < Count && written < into.Length; service++)
            {
                if (member[service] == Member && (part[_part[service]] & Above) == 0) into[written++] = service;
            }

            return written;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(marks);
        }
    }

    /// <summary>The same by key; keys that the graph does not know are left out.</summary>
    public IReadOnlyList<ServiceKey> UpstreamMost(IEnumerable<ServiceKey> set)
    {
        var numbers = set.Select(NumberOf).Where(number => number >= 0).Distinct().ToArray();
        var most = new int[numbers.Length];
        return [.. most.Take(UpstreamMost(numbers, most)).Select(number => _keys[number])];
    }

    /// <summary>The circle that a new dependency would close, the first service once more at the end; empty where it would close none.</summary>
    public IReadOnlyList<ServiceKey> CycleWith(ServiceKey from, ServiceKey to)
    {
        if (from == to) return [from, to];
        var (start, end) = (NumberOf(to), NumberOf(from));
        if (start < 0 || end < 0 || Path(start, end) is not { Count: > 0 } back) return [];
        return [from, .. back.Select(step => _keys[step])];
    }

    private bool OnCircle(int service)
    {
        foreach (var needed in Dependencies(service))
        {
            if (_part[needed] == _part[service]) return true;
        }

        return false;
    }

    private ServiceKey[] Named(ServiceKey key, int[] from, int[] to, int hops)
    {
        if (NumberOf(key) is not (>= 0 and var service)) return [];
        var found = ArrayPool<int>.Shared.Rent(Math.Max(1, Count));
        try
        {
            var count = Walk(service, from, to, found.AsSpan(0, Count), hops);
            Array.Sort(found, 0, count);
            var keys = new ServiceKey[count];
            for (var i = 0; i < count; i++) keys[i] = _keys[found[i]];
            return keys;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(found);
        }
    }

    private int Walk(int start, int[] from, int[] to, Span<int> into, int hops)
    {
        var seen = ArrayPool<bool>.Shared.Rent(Count);
        try
        {
            Array.Clear(seen, 0, Count);
            seen[start] = true;
            var (written, head, hop) = (0, 0, 0);
            if (hops > 0) Take(start, into);
            for (var end = written; ++hop < hops && head < end; end = written)
            {
                for (; head < end; head++) Take(into[head], into);
            }

            return written;

            void Take(int service, Span<int> taken)
            {
                foreach (var neighbour in to.AsSpan(from[service]..from[service + 1]))
                {
                    if (seen[neighbour] || written == taken.Length) continue;
                    seen[neighbour] = true;
                    taken[written++] = neighbour;
                }
            }
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(seen);
        }
    }
}

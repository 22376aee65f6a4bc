using System.Collections.Frozen;

namespace OpsPortal.Domain.Estate.Graph;

/// <summary>
/// Who needs whom. Upstream of a service is what it depends on, downstream is what depends on it. Immutable, so any number of threads may
/// ask at once; services are numbered from 0 in the order of their keys, and every answer is in that order or says otherwise.
/// </summary>
/// <remarks>Correlation asks it for every batch of signals: numbers instead of keys, and walks on pooled memory.</remarks>
public sealed partial class ServiceGraph
{
    private readonly ServiceKey[] _keys;
    private readonly FrozenDictionary<ServiceKey, int> _numbers;

    /// <summary>Where the neighbours of each service begin; one entry more than there are services.</summary>
    private readonly int[] _upFrom, _downFrom;

    private readonly int[] _up, _down;

    /// <summary>The strongly connected part each service belongs to; what a part depends on has a lower number.</summary>
    private readonly int[] _part;

    /// <summary>Services by part, so that what is needed comes before who needs it.</summary>
    private readonly int[] _neededFirst;

    private ServiceGraph(ServiceKey[] keys, FrozenDictionary<ServiceKey, int> numbers, (int[] From, int[] To) up, (int[] From, int[] To) down)
    {
        (_keys, _numbers) = (keys, numbers);
        (_upFrom, _up) = up;
        (_downFrom, _down) = down;
        (_part, _neededFirst) = Parts();
        Cycle = FindCycle();
    }

    public static ServiceGraph Empty { get; } = Build([], []);

    public int Count => _keys.Length;

    /// <summary>How many pairs of services depend on one another directly, whatever the kinds.</summary>
    public int EdgeCount => _up.Length;

    /// <summary>A circle of dependencies, the first service once more at the end; empty where there is none.</summary>
    public IReadOnlyList<ServiceKey> Cycle { get; }

    public ServiceKey this[int service] => _keys[service];

    /// <summary>The number of a service; -1 where the graph does not know it.</summary>
    public int NumberOf(ServiceKey key) => _numbers.GetValueOrDefault(key, -1);

    /// <summary>What a service needs directly, ascending.</summary>
    public ReadOnlySpan<int> Dependencies(int service) => _up.AsSpan(_upFrom[service].._upFrom[service + 1]);

    /// <summary>Who needs a service directly, ascending.</summary>
    public ReadOnlySpan<int> Dependants(int service) => _down.AsSpan(_downFrom[service].._downFrom[service + 1]);

    /// <summary>All services, each after everything it needs (where there is no circle).</summary>
    public ReadOnlySpan<int> NeededFirst => _neededFirst;

    /// <summary>Builds the graph; services named only by an edge are added, an edge given twice counts once.</summary>
    /// <param name="edges">Each from the service that needs to the one that is needed.</param>
    public static ServiceGraph Build(IEnumerable<ServiceKey> services, IEnumerable<(ServiceKey From, ServiceKey To)> edges)
    {
        var pairs = edges as IReadOnlyCollection<(ServiceKey From, ServiceKey To)> ?? [.. edges];
        var keys = services.Concat(pairs.Select(edge => edge.From)).Concat(pairs.Select(edge => edge.To)).Distinct().ToArray();
        Array.Sort(keys);
        var numbers = new Dictionary<ServiceKey, int>(keys.Length);
        for (var number = 0; number < keys.Length; number++) numbers[keys[number]] = number;

        // Both ends in one number: sorting it sorts by service and then by neighbour.
        var up = new long[pairs.Count];
        var at = 0;
        foreach (var (from, to) in pairs) up[at++] = ((long)numbers[from] << 32) | (uint)numbers[to];
        Array.Sort(up);
        at = 0;
        for (var i = 0; i < up.Length; i++)
        {
            if (i == 0 || up[i] != up[i - 1]) up[at++] = up[i];
        }

        var down = new long[at];
        for (var i = 0; i < at; i++) down[i] = (up[i] << 32) | (up[i] >> 32);
        Array.Sort(down);
        return new(keys, numbers.ToFrozenDictionary(), Pack(up.AsSpan(0, at), keys.Length), Pack(down, keys.Length));
    }

    private static (int[] From, int[] To) Pack(ReadOnlySpan<long> sorted, int services)
    {
        var (from, to) = (new int[services + 1], new int[sorted.Length]);
        for (var i = 0; i < sorted.Length; i++)
        {
            from[(int)(sorted[i] >> 32) + 1]++;
            to[i] = (int)sorted[i];
        }

        for (var service = 0; service < services; service++) from[service + 1] += from[service];
        return (from, to);
    }
}

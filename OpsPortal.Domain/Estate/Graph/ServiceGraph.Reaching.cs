namespace OpsPortal.Domain.Estate.Graph;

/// <summary>What is asked for several services at once.</summary>
public sealed partial class ServiceGraph
{
    /// <summary>Everything that any of several services needs, or that needs any of them, found in one walk however many they are.</summary>
    /// <param name="upstream">Towards what they need; else towards who needs them.</param>
    /// <returns>By number: the nearest of the given services that leads there, or -1. A given service leads to itself.</returns>
    public int[] Reach(IEnumerable<int> services, bool upstream)
    {
        var origin = new int[Count];
        Array.Fill(origin, -1);
        var queue = new Queue<int>();
        foreach (var service in services.Where(service => origin[service] < 0))
        {
            origin[service] = service;
            queue.Enqueue(service);
        }

        while (queue.TryDequeue(out var service))
        {
            foreach (var next in upstream ? Dependencies(service) : Dependants(service))
            {
                if (origin[next] >= 0) continue;
                origin[next] = origin[service];
                queue.Enqueue(next);
            }
        }

        return origin;
    }
}

using System.Collections.Frozen;

namespace OpsPortal.Features.Deliver.Traffic.Gateway;

/// <summary>The routes in force in this process. They are replaced as a whole, so a request sees one state of them and none is dropped by a change.</summary>
internal sealed class GatewayBook
{
    private FrozenDictionary<string, RouteInForce[]> _byHost = FrozenDictionary<string, RouteInForce[]>.Empty;
    private FrozenDictionary<Guid, int> _versions = FrozenDictionary<Guid, int>.Empty;

    /// <summary>Whether somebody takes requests.</summary>
    public bool IsListening { get; set; }

    /// <summary>Puts other routes in force; nothing happens where they are the same.</summary>
    public void Put(IReadOnlyList<GatewayRoute> routes)
    {
        if (_versions.Count == routes.Count && routes.All(route => _versions.TryGetValue(route.Id, out var version) && version == route.Version)) return;
        var byHost = routes.GroupBy(route => route.Host, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(route => route.PathPrefix.Length).Select(route => new RouteInForce(route)).ToArray(), StringComparer.OrdinalIgnoreCase);
        Volatile.Write(ref _byHost, byHost);
        _versions = routes.ToFrozenDictionary(route => route.Id, route => route.Version);
    }

    /// <summary>The route of the host, else of any host, with the longest path that fits; null: none fits.</summary>
    public RouteInForce? Find(string host, string path)
    {
        var byHost = Volatile.Read(ref _byHost);
        return Of(byHost, host, path) ?? Of(byHost, "", path);
    }

    private static RouteInForce? Of(FrozenDictionary<string, RouteInForce[]> byHost, string host, string path) =>
        byHost.TryGetValue(host, out var routes) ? Array.Find(routes, route => route.Takes(path)) : null;
}

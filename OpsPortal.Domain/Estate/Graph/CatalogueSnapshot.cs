using System.Collections.Frozen;

namespace OpsPortal.Domain.Estate.Graph;

/// <summary>One service of a snapshot, with its owners by name.</summary>
/// <param name="Version">Of the service; raised by every change.</param>
public sealed record CatalogueEntry(ServiceDraft Facts, string TeamName, string PersonName, int Version, DateTimeOffset ChangedAt)
{
    public ServiceKey Key => Facts.Key;
}

/// <summary>The whole catalogue at one moment: immutable, to be asked from anywhere at any time.</summary>
public sealed class CatalogueSnapshot
{
    private readonly FrozenDictionary<ServiceKey, CatalogueEntry> _byKey;

    /// <param name="version">How often the catalogue had changed since the start of the portal.</param>
    public CatalogueSnapshot(IEnumerable<CatalogueEntry> services, long version)
    {
        Services = [.. services.OrderBy(service => service.Key)];
        _byKey = Services.ToFrozenDictionary(service => service.Key);
        Graph = ServiceGraph.Build(_byKey.Keys, Services.SelectMany(service => service.Facts.Dependencies.Select(dependency => (service.Key, dependency.To))));
        Version = version;
    }

    public static CatalogueSnapshot Empty { get; } = new([], 0);

    /// <summary>In the order of their keys, so that a service's place is its number in the <see cref="Graph"/>.</summary>
    public IReadOnlyList<CatalogueEntry> Services { get; }

    public ServiceGraph Graph { get; }

    public long Version { get; }

    /// <summary>Null where there is no such service.</summary>
    public CatalogueEntry? Find(ServiceKey key) => _byKey.GetValueOrDefault(key);
}

using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Live;

namespace OpsPortal.Features.Estate.Pages.One;

/// <summary>A service and what is around it.</summary>
/// <param name="Events">Open, worst first.</param>
public sealed record ServiceStory(
    ServiceRow Row, IReadOnlyList<EventRow> Events, IReadOnlyList<(DependencyKind Kind, ServiceRow Other)> Needs, IReadOnlyList<(DependencyKind Kind, ServiceRow Other)> NeededBy);

/// <summary>Reads what the page of a service shows, and tells when to read it again.</summary>
public sealed class ServicePages(Catalogue catalogue, ServiceQueries services, IEventQueries events, ChangeFeed feed, TimeProvider clock)
{
    /// <summary>Null where there is no such service.</summary>
    public async Task<ServiceStory?> ReadAsync(ServiceKey key, int mostEvents, CancellationToken stopping)
    {
        var snapshot = catalogue.Current;
        if (await services.RowsAsync([key], stopping) is not [var row]) return null;
        var open = await events.RowsAsync([.. row.Health.Events.Take(mostEvents)], stopping);
        var needs = await WithRowsAsync(row.Entry.Facts.Dependencies.Select(dependency => (dependency.Kind, dependency.To)), stopping);
        var dependants = Dependants(snapshot, key).SelectMany(other => other.Facts.Dependencies.Where(dependency => dependency.To == key).Select(dependency => (dependency.Kind, other.Key)));
        return new(row, [.. open.OrderBy(e => e.Priority).ThenByDescending(e => e.Number)], needs, await WithRowsAsync(dependants, stopping));
    }

    public PageSubscription Follow(Func<Task> refresh) => new(feed, clock, refresh, ChangeKind.Services, ChangeKind.Health);

    private static List<CatalogueEntry> Dependants(CatalogueSnapshot snapshot, ServiceKey key) =>
        snapshot.Graph.NumberOf(key) is >= 0 and var number ? [.. snapshot.Graph.Dependants(number).ToArray().Select(other => snapshot.Find(snapshot.Graph[other])).OfType<CatalogueEntry>()] : [];

    private async Task<IReadOnlyList<(DependencyKind Kind, ServiceRow Other)>> WithRowsAsync(IEnumerable<(DependencyKind Kind, ServiceKey Key)> named, CancellationToken stopping)
    {
        var all = named.ToList();
        var rows = (await services.RowsAsync(all.Select(one => one.Key).Distinct(), stopping)).ToDictionary(row => row.Key);
        return [.. all.Where(one => rows.ContainsKey(one.Key)).Select(one => (one.Kind, rows[one.Key]))];
    }
}

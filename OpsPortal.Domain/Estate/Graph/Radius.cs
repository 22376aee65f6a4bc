namespace OpsPortal.Domain.Estate.Graph;

/// <summary>A service that needs what is changed.</summary>
/// <param name="Steps">How many steps of need lead to what is changed, from 1.</param>
/// <param name="Through">The changed service it needs, the nearest one.</param>
public sealed record Dependant(CatalogueEntry Service, int Steps, ServiceKey Through)
{
    /// <summary>As people write it: team and person; empty where nobody owns it.</summary>
    public string Owner => string.Join(", ", new[] { Service.TeamName, Service.PersonName }.Where(name => name.Length > 0));
}

/// <summary>What may be hit when some services are changed: all that need them, directly or through others.</summary>
/// <param name="Changed">Those of them that the catalogue knows, by key.</param>
/// <param name="Dependants">The nearest first, of equally near ones those whose outage most people notice, then by key.</param>
/// <param name="Needed">What the changed services need, by key: its owners want to know as well.</param>
public sealed record Radius(IReadOnlyList<CatalogueEntry> Changed, IReadOnlyList<Dependant> Dependants, IReadOnlyList<CatalogueEntry> Needed)
{
    /// <summary>How many people notice the one that most notice, changed or dependant. Not a sum: they are the same people in part.</summary>
    public int Users => Changed.Concat(Dependants.Select(dependant => dependant.Service)).Select(service => service.Facts.UsersAffected).DefaultIfEmpty(0).Max();

    public static Radius Of(CatalogueSnapshot catalogue, IEnumerable<ServiceKey> services)
    {
        var graph = catalogue.Graph;
        List<CatalogueEntry> changed = [.. services.Distinct().Select(catalogue.Find).OfType<CatalogueEntry>().OrderBy(service => service.Key)];
        List<int> numbers = [.. changed.Select(service => graph.NumberOf(service.Key))];
        var steps = new Dictionary<int, (int Steps, int Through)>();
        var queue = new Queue<int>(numbers);
        foreach (var number in numbers) steps[number] = (0, number);
        while (queue.TryDequeue(out var service))
        {
            foreach (var next in graph.Dependants(service))
            {
                if (steps.TryAdd(next, (steps[service].Steps + 1, steps[service].Through))) queue.Enqueue(next);
            }
        }

        var needs = graph.Reach(numbers, upstream: true);
        return new(
            changed,
            [.. steps.Where(found => found.Value.Steps > 0).Select(found => (Entry: catalogue.Find(graph[found.Key]), found.Value)).Where(found => found.Entry is not null)
                .Select(found => new Dependant(found.Entry!, found.Value.Steps, graph[found.Value.Through])).OrderBy(dependant => dependant.Steps).ThenByDescending(dependant => dependant.Service.Facts.UsersAffected).ThenBy(dependant => dependant.Service.Key)],
            [.. Enumerable.Range(0, graph.Count).Where(number => needs[number] >= 0 && !numbers.Contains(number)).Select(number => catalogue.Find(graph[number])).OfType<CatalogueEntry>()]);
    }
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Moments;

/// <summary>How a service stands to the one an event concerns.</summary>
public enum Nearness
{
    Own,

    /// <summary>Upstream: the own one needs it.</summary>
    Needed,

    /// <summary>Downstream: it needs the own one.</summary>
    Needs,
}

/// <summary>A service looked at.</summary>
public sealed record Neighbour(string Key, string Name, Nearness Nearness);

/// <summary>Where and when is looked: the service of an event with its direct neighbours, from half an hour before it was first seen to a quarter of an hour after.</summary>
/// <param name="Services">The own one first; empty where the event belongs to none.</param>
/// <param name="Labels">Of the event.</param>
/// <param name="At">When it was first seen.</param>
/// <param name="To">Not later than now.</param>
public sealed record Moment(EventNumber Event, LabelSet Labels, IReadOnlyList<Neighbour> Services, DateTimeOffset At, DateTimeOffset From, DateTimeOffset To)
{
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan After = TimeSpan.FromMinutes(15);

    /// <summary>More neighbours are not looked at.</summary>
    private const int MostNeighbours = 30;

    /// <summary>The key of the own service; empty: none.</summary>
    public string Service => Services.Count > 0 ? Services[0].Key : "";

    public IReadOnlyList<string> Keys => [.. Services.Select(service => service.Key)];

    public static Moment Of(EventRow row, CatalogueSnapshot catalogue, DateTimeOffset now)
    {
        var (at, until) = (row.FirstSeenAt, row.FirstSeenAt + After);
        return new(row.Number, row.Labels, [.. Near(row.Service, catalogue)], at, at - Before, until < now ? until : now);
    }

    private static IEnumerable<Neighbour> Near(string own, CatalogueSnapshot catalogue)
    {
        if (own.Length == 0) return [];
        var graph = catalogue.Graph;
        var (key, number) = (new ServiceKey(own), graph.NumberOf(new(own)));
        var first = new Neighbour(own, catalogue.Find(key)?.Facts.Name ?? own, Nearness.Own);
        if (number < 0) return [first];
        var needed = graph.Dependencies(number).ToArray();
        var needs = graph.Dependants(number).ToArray().Except(needed);
        return [first, .. needed.Select(service => Named(service, Nearness.Needed)).Concat(needs.Select(service => Named(service, Nearness.Needs))).Take(MostNeighbours)];

        Neighbour Named(int service, Nearness nearness) => new(graph[service].Value, catalogue.Find(graph[service])?.Facts.Name ?? graph[service].Value, nearness);
    }
}

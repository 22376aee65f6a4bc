using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;

namespace OpsPortal.Features.Estate.Queries;

/// <summary>How a service is, by its open events, best first.</summary>
public enum HealthLevel
{
    /// <summary>No open event.</summary>
    Well,

    /// <summary>P5 at worst.</summary>
    Notice,

    /// <summary>P3 or P4 at worst.</summary>
    Degraded,

    /// <summary>P1 or P2.</summary>
    Failing,
}

/// <summary>The open events of one service.</summary>
/// <param name="Worst">Null where there are none.</param>
/// <param name="Events">The first of them, worst first.</param>
public sealed record Health(Priority? Worst, int Open, IReadOnlyList<EventNumber> Events)
{
    public static Health Well { get; } = new(null, 0, []);

    public HealthLevel Level => Worst switch
    {
        null => HealthLevel.Well,
        Priority.P1 or Priority.P2 => HealthLevel.Failing,
        Priority.P5 => HealthLevel.Notice,
        _ => HealthLevel.Degraded,
    };
}

/// <summary>The health of all services at one moment.</summary>
/// <param name="Partial">More events are open than were looked at; the worst were.</param>
public sealed record HealthBoard(IReadOnlyDictionary<ServiceKey, Health> Services, bool Partial)
{
    public Health Of(ServiceKey key) => Services.GetValueOrDefault(key, Health.Well);
}

/// <summary>Finds the service of each open event by the mapping rules; once for each change, however many look.</summary>
public sealed class ServiceHealth : IDisposable
{
    /// <summary>So many open events are looked at, in the order of the queue.</summary>
    public const int MostEvents = 5000;

    /// <summary>Most events told of one service.</summary>
    public const int MostOfOne = 50;

    // Suppressed events are known and expected; they do not make a service ill.
    private static readonly Standing[] Counting = [Standing.Active, Standing.Grouped, Standing.Snoozed];

    private readonly IDbContextFactory<OpsDb> _databases;
    private readonly Catalogue _catalogue;
    private readonly ChangeFeed _feed;
    private readonly Lock _gate = new();
    private readonly PageSubscription _events;
    private (long Health, object? Mapping) _of = (-1, null);
    private Task<HealthBoard>? _reading;

    public ServiceHealth(IDbContextFactory<OpsDb> databases, Catalogue catalogue, ChangeFeed feed, TimeProvider clock)
    {
        (_databases, _catalogue, _feed) = (databases, catalogue, feed);

        // A storm of events is a few changes of health a second, and always one more after the last event.
        _events = new(feed, clock, () =>
        {
            feed.Publish(ChangeKind.Health);
            return Task.CompletedTask;
        }, ChangeKind.Events);
    }

    public async Task<HealthBoard> ReadAsync(CancellationToken stopping)
    {
        Task<HealthBoard> reading;
        lock (_gate)
        {
            var of = (_feed.Version(ChangeKind.Health), (object?)_catalogue.Mapping);
            if (_reading is null || of != _of || _reading.IsFaulted || _reading.IsCanceled) (_of, _reading) = (of, ComputeAsync());
            reading = _reading;
        }

        // Others wait for the same answer: whoever leaves does not take it from them.
        return await reading.WaitAsync(stopping);
    }

    public void Dispose() => _events.Dispose();

    private async Task<HealthBoard> ComputeAsync()
    {
        var mapping = _catalogue.Mapping;
        var found = new Dictionary<ServiceKey, (Priority Worst, int Open, List<EventNumber> Events)>();
        var looked = 0;
        await using var db = await _databases.CreateDbContextAsync(CancellationToken.None);
        foreach (var standing in Counting)
        {
            var open = await db.Events.AsNoTracking().Where(e => e.Standing == standing).OrderBy(e => e.Priority).ThenByDescending(e => e.Number)
                .Take(MostEvents - looked).Select(e => new { e.Number, e.Priority, e.Labels }).ToListAsync(CancellationToken.None);
            looked += open.Count;
            foreach (var e in open)
            {
                if (mapping.Find(e.Labels) is not { } key) continue;
                if (!found.TryGetValue(key, out var health)) health = (e.Priority, 0, []);
                if (health.Events.Count < MostOfOne) health.Events.Add(e.Number);
                found[key] = (e.Priority < health.Worst ? e.Priority : health.Worst, health.Open + 1, health.Events);
            }
        }

        return new(found.ToDictionary(pair => pair.Key, pair => new Health(pair.Value.Worst, pair.Value.Open, pair.Value.Events)), looked == MostEvents);
    }
}

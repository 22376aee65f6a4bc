using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Features.Detect.Events.Queries;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>What was done to the service of an event, or to one that it needs, before it was first seen.</summary>
internal sealed class ChangesAround(IEnumerable<IChangeHistory> histories)
{
    private const int Most = 5;

    public async Task<IReadOnlyList<ProbableChange>> ReadAsync(Moment moment, ServiceGraph graph, CancellationToken stopping)
    {
        if (moment.Service.Length == 0) return [];
        var own = new ServiceKey(moment.Service);
        ServiceKey[] services = [own, .. graph.Upstream(own, ProbableChange.MostHops)];
        var changes = new List<CarriedOut>();
        foreach (var history in histories) changes.AddRange(await history.DuringAsync(services, moment.At - ProbableChange.LookBack, moment.At, stopping));
        return [.. ProbableChange.Rank(own, moment.At, graph, changes).Take(Most)];
    }
}

/// <summary>What else happened: other events, and what was done.</summary>
internal sealed class HappeningsAround(EventsAround events, ChangesAround changes)
{
    public async Task<(IReadOnlyList<EventRow> Events, IReadOnlyList<ProbableChange> Changes)> ReadAsync(Moment moment, ServiceGraph graph, CancellationToken stopping) =>
        (await events.ReadAsync(moment, stopping), await changes.ReadAsync(moment, graph, stopping));
}

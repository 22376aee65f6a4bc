using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>Finds what stands in the way of a plan. What only touches (end = start) does not.</summary>
public static class Clashes
{
    public const string MaintenanceWork = "maintenance";

    public const string FreezeWork = "freeze";

    public const string ChangeWork = "change";

    /// <summary>What forbids before what hinders, and that before what is unwise.</summary>
    private static readonly ClashKind[] Order = [ClashKind.Freeze, ClashKind.Incident, ClashKind.Service, ClashKind.People, ClashKind.Family, ClashKind.Maintenance, ClashKind.Peak];

    /// <summary>As the other, where nothing is known but the works.</summary>
    public static IReadOnlyList<Clash> Find(PlannedWork plan, IReadOnlyList<PlannedWork> others, ServiceGraph graph, int most = 20) => Find(plan, new(graph, others), most);

    /// <summary>The gravest first, equally grave ones in the order of the works; at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<Clash> Find(PlannedWork plan, ClashGround ground, int most = 20)
    {
        var way = new InTheWay(plan, ground.Graph);
        var found = new List<(ClashKind Kind, PlannedWork? With, Func<string> Words)>();
        foreach (var other in ground.Works)
        {
            if (other.Start >= plan.End || other.End <= plan.Start) continue;
            if (way.Of(other) is { } kind) found.Add((kind, other, () => ClashWords.Of(kind, plan, other, way)));
            if (way.Booked(other) is not null) found.Add((ClashKind.People, other, () => ClashWords.Of(ClashKind.People, plan, other, way)));
        }

        if (plan.Kind is not (MaintenanceWork or FreezeWork))
        {
            found.AddRange(Outside(plan, ground.Works, way));
            found.AddRange(ground.Incidents.Where(incident => way.IsOnOrUpstream(incident.Service)).Select(incident => (ClashKind.Incident, (PlannedWork?)null, (Func<string>)(() => ClashWords.Incident(incident, plan)))));
        }

        if (plan.Kind != FreezeWork && plan.ReachesUsers) found.AddRange(Peaks(plan, ground));

        // Only what is told is put into words.
        return [.. found.OrderBy(clash => Array.IndexOf(Order, clash.Kind)).Take(most).Select(clash => new Clash(clash.Kind, clash.With, clash.Words()))];
    }

    /// <summary>Each service that has windows must be in one of them from start to end.</summary>
    private static IEnumerable<(ClashKind Kind, PlannedWork? With, Func<string> Words)> Outside(PlannedWork plan, IReadOnlyList<PlannedWork> works, InTheWay way)
    {
        foreach (var (service, its) in way.Windows(works))
        {
            if (its.Exists(window => window.Start <= plan.Start && window.End >= plan.End)) continue;
            yield return (ClashKind.Maintenance, null, () => ClashWords.Outside(service, its.Where(window => window.End > plan.Start).MinBy(window => window.Start)));
        }
    }

    private static IEnumerable<(ClashKind Kind, PlannedWork? With, Func<string> Words)> Peaks(PlannedWork plan, ClashGround ground)
    {
        foreach (var service in plan.Services.Distinct())
        {
            if (ground.PeakHours(service).FirstOrDefault(hours => hours.Between(plan.Start, plan.End).Any()) is { } hours) yield return (ClashKind.Peak, null, () => ClashWords.Peak(service, hours));
        }
    }
}

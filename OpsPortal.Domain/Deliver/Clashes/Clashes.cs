using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>In which way two plans stand in each other's way.</summary>
public enum ClashKind
{
    /// <summary>The same service is worked on in the same interval.</summary>
    Service,

    /// <summary>A service that needs this one, or that this one needs, is worked on in the same interval.</summary>
    Family,

    /// <summary>It lies outside the maintenance windows that its service has.</summary>
    Maintenance,

    /// <summary>It lies inside a freeze.</summary>
    Freeze,
}

/// <summary>Something planned, as far as clashes go. <paramref name="End"/> is the first instant after it.</summary>
/// <param name="Kind"><see cref="Clashes.MaintenanceWork"/>, <see cref="Clashes.FreezeWork"/>, or the name of another kind of work.</param>
/// <param name="Services">Empty: for a freeze all of them, for work none that is known.</param>
/// <param name="Environment">Empty: any.</param>
public sealed record PlannedWork(string Kind, string Number, string Title, IReadOnlyList<ServiceKey> Services, string Environment, DateTimeOffset Start, DateTimeOffset End);

/// <param name="With">What it clashes with; null where it is a lack of something.</param>
/// <param name="Words">One plain sentence.</param>
public sealed record Clash(ClashKind Kind, PlannedWork? With, string Words);

/// <summary>Finds what stands in the way of a plan. What only touches (end = start) does not.</summary>
public static class Clashes
{
    public const string MaintenanceWork = "maintenance";

    public const string FreezeWork = "freeze";

    /// <summary>In the order of the others; at most <paramref name="most"/>.</summary>
    /// <param name="others">What is planned around the interval; the plan itself, told by kind and number, is passed over.</param>
    public static IReadOnlyList<Clash> Find(PlannedWork plan, IReadOnlyList<PlannedWork> others, ServiceGraph graph, int most = 20)
    {
        var family = Family(plan.Services, graph);
        var found = new List<Clash>();
        foreach (var other in others)
        {
            if (found.Count >= most) break;
            if (other.Kind == plan.Kind && other.Number == plan.Number) continue;
            if (other.Start >= plan.End || other.End <= plan.Start) continue;
            if (other.Kind == FreezeWork || plan.Kind == FreezeWork)
            {
                if (other.Kind != plan.Kind && Holds(other.Kind == FreezeWork ? other : plan, other.Kind == FreezeWork ? plan : other)) found.Add(new(ClashKind.Freeze, other, $"{other.Title}: nothing is to be deployed then."));
                continue;
            }

            // Work inside a maintenance window is what the window is for.
            if (plan.Kind != MaintenanceWork && other.Kind == MaintenanceWork) continue;
            if (other.Services.FirstOrDefault(plan.Services.Contains) is { Value: not null } shared) found.Add(new(ClashKind.Service, other, $"{other.Number} {other.Title} works on {shared} at that time."));
            else if (other.Services.FirstOrDefault(family.Contains) is { Value: not null } related) found.Add(new(ClashKind.Family, other, $"{other.Number} {other.Title} works at that time on {related}, which needs it or is needed by it."));
        }

        if (plan.Kind is not (MaintenanceWork or FreezeWork) && OutsideWindows(plan, others) is { } outside) found.Add(outside);
        return found;
    }

    private static Clash? OutsideWindows(PlannedWork plan, IReadOnlyList<PlannedWork> others)
    {
        var windows = others.Where(other => other.Kind == MaintenanceWork && other.Services.Any(plan.Services.Contains)).ToList();
        return windows.Count == 0 || windows.Exists(window => window.Start <= plan.Start && window.End >= plan.End) ? null : new(ClashKind.Maintenance, null, "It is outside the maintenance windows of its service.");
    }

    private static bool Holds(PlannedWork freeze, PlannedWork work) =>
        (freeze.Services.Count == 0 || work.Services.Count == 0 || freeze.Services.Any(work.Services.Contains))
        && (freeze.Environment.Length == 0 || work.Environment.Length == 0 || string.Equals(freeze.Environment, work.Environment, StringComparison.OrdinalIgnoreCase));

    private static HashSet<ServiceKey> Family(IReadOnlyList<ServiceKey> services, ServiceGraph graph)
    {
        var family = new HashSet<ServiceKey>();
        foreach (var service in services.Where(service => graph.NumberOf(service) >= 0))
        {
            family.UnionWith(graph.Downstream(service));
            family.UnionWith(graph.Upstream(service));
        }

        return family;
    }
}

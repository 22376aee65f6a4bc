using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>Decides of other works whether they stand in the way of one plan, whenever they are. The graph is walked once, each work is looked at once.</summary>
internal sealed class InTheWay
{
    private readonly PlannedWork _plan;
    private readonly ServiceGraph _graph;
    private readonly HashSet<ServiceKey> _services;
    private readonly int[] _needs, _neededBy;

    public InTheWay(PlannedWork plan, ServiceGraph graph)
    {
        (_plan, _graph, _services) = (plan, graph, [.. plan.Services]);
        List<int> known = [.. _services.Select(graph.NumberOf).Where(number => number >= 0)];
        (_needs, _neededBy) = (graph.Reach(known, upstream: true), graph.Reach(known, upstream: false));
    }

    /// <summary>The kinds that go by time alone once this is known: freeze, service, family. Null: it is in nobody's way.</summary>
    public ClashKind? Of(PlannedWork other)
    {
        if (IsPlan(other)) return null;
        if (other.Kind == Clashes.FreezeWork || _plan.Kind == Clashes.FreezeWork) return other.Kind != _plan.Kind && IsHeld(other) ? ClashKind.Freeze : null;

        // Work inside a maintenance window is what the window is for.
        if (_plan.Kind != Clashes.MaintenanceWork && other.Kind == Clashes.MaintenanceWork) return null;
        if (Shared(other) is not null) return ClashKind.Service;
        return Related(other) is not null ? ClashKind.Family : null;
    }

    /// <summary>Who is needed by both; null: nobody.</summary>
    public Booking? Booked(PlannedWork other)
    {
        if (other.Executor is not { } busy || IsPlan(other)) return null;
        if (_plan.Executor?.Human == busy.Human) return _plan.Executor;
        return _plan.OnlyApprover?.Human == busy.Human ? _plan.OnlyApprover : null;
    }

    /// <summary>Whether a service is one of the plan's, or one that these need.</summary>
    public bool IsOnOrUpstream(ServiceKey service) => _services.Contains(service) || (_graph.NumberOf(service) is >= 0 and var number && _needs[number] >= 0);

    /// <summary>The maintenance windows of the plan's services in its environment, by service in order of key. Services that have none are left out.</summary>
    public IReadOnlyCollection<KeyValuePair<ServiceKey, List<PlannedWork>>> Windows(IReadOnlyList<PlannedWork> works)
    {
        var windows = new SortedDictionary<ServiceKey, List<PlannedWork>>();
        foreach (var work in works.Where(work => work.Kind == Clashes.MaintenanceWork && work.IsAgreed && !IsPlan(work) && IsWhere(work)))
        {
            foreach (var service in work.Services.Where(_services.Contains))
            {
                if (!windows.TryGetValue(service, out var its)) windows[service] = its = [];
                its.Add(work);
            }
        }

        return windows;
    }

    /// <summary>The component or service that both work on, as people write it.</summary>
    public string? Shared(PlannedWork other)
    {
        if (other.Services.FirstOrDefault(_services.Contains) is not { Value: not null } service) return null;
        return other.Components.FirstOrDefault(_plan.Components.Contains) ?? service.Value;
    }

    /// <summary>A service the other works on, and one of the plan's that needs it or is needed by it.</summary>
    public (ServiceKey Theirs, ServiceKey Ours, bool Needs)? Related(PlannedWork other)
    {
        foreach (var service in other.Services)
        {
            if (_graph.NumberOf(service) is not (>= 0 and var number)) continue;
            if (_needs[number] >= 0) return (service, _graph[_needs[number]], true);
            if (_neededBy[number] >= 0) return (service, _graph[_neededBy[number]], false);
        }

        return null;
    }

    private bool IsPlan(PlannedWork other) => other.Kind == _plan.Kind && other.Number == _plan.Number;

    private bool IsHeld(PlannedWork other)
    {
        var freeze = other.Kind == Clashes.FreezeWork ? other : _plan;
        var work = ReferenceEquals(freeze, other) ? _plan : other;
        return (freeze.Services.Count == 0 || work.Services.Count == 0 || other.Services.Any(_services.Contains)) && IsWhere(other);
    }

    private bool IsWhere(PlannedWork other) => other.Environment.Length == 0 || _plan.Environment.Length == 0 || string.Equals(other.Environment, _plan.Environment, StringComparison.OrdinalIgnoreCase);
}

using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Clashes;

/// <summary>In which way something stands in a plan's way.</summary>
public enum ClashKind
{
    /// <summary>The same service or component is worked on in the same interval.</summary>
    Service,

    /// <summary>A service that needs this one, or that this one needs, is worked on in the same interval.</summary>
    Family,

    /// <summary>It lies outside the maintenance windows that its service has.</summary>
    Maintenance,

    /// <summary>It lies inside a freeze.</summary>
    Freeze,

    /// <summary>Whoever is to carry it out, or alone could approve it, carries out something else then.</summary>
    People,

    /// <summary>It lies inside the hours in which its service is needed most.</summary>
    Peak,

    /// <summary>Its service, or one that it needs, has an open incident of P1 or P2.</summary>
    Incident,
}

/// <param name="With">What it clashes with; null where that is no planned work.</param>
/// <param name="Words">One plain sentence, with the numbers of what is meant.</param>
public sealed record Clash(ClashKind Kind, PlannedWork? With, string Words);

/// <summary>All that a plan is held against.</summary>
/// <param name="Works">What is planned around it, the plan itself may be among it.</param>
public sealed record ClashGround(ServiceGraph Graph, IReadOnlyList<PlannedWork> Works)
{
    /// <summary>When most people need a service.</summary>
    public Func<ServiceKey, IReadOnlyList<PeakHours>> PeakHours { get; init; } = _ => [];

    /// <summary>They count whatever the interval: nobody knows when they end.</summary>
    public IReadOnlyList<OpenIncident> Incidents { get; init; } = [];
}

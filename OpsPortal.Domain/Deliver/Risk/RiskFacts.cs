using OpsPortal.Domain.Estate;

namespace OpsPortal.Domain.Deliver.Risk;

/// <summary>How the team's deployments went lately.</summary>
/// <param name="Failed">Of <paramref name="Deployments"/>: failed, rolled back, hotfixed or linked to a P1 or P2 incident.</param>
/// <param name="Deployments">Within 90 days; 0: nothing is known.</param>
public sealed record TrackRecord(int Failed, int Deployments)
{
    /// <summary>0 to 1; null where nothing is known.</summary>
    public double? FailRate => Deployments > 0 ? (double)Failed / Deployments : null;
}

/// <summary>What the portal knows of a change that makes it more or less dangerous. None of it is taken from whoever asks.</summary>
public sealed record RiskFacts
{
    public Tier Tier { get; init; }

    /// <summary>The highest of the services that are changed.</summary>
    public Criticality Criticality { get; init; }

    /// <summary>Services that need one of those that are changed, directly or through others.</summary>
    public int Dependants { get; init; }

    /// <summary>Plans that stand in each other's way with this one.</summary>
    public int Clashes { get; init; }

    /// <summary>Components that are changed.</summary>
    public int Components { get; init; }

    /// <summary>Steps of the plan.</summary>
    public int Steps { get; init; }

    /// <summary>No change of the same components went to this environment before.</summary>
    public bool IsFirstOfItsKind { get; init; }

    public TrackRecord Record { get; init; } = new(0, 0);

    /// <summary>How long ago this backout plan was last rehearsed with success; null: never.</summary>
    public TimeSpan? RehearsedAgo { get; init; }

    /// <summary>It is planned outside the maintenance windows of its services.</summary>
    public bool IsOutsideWindow { get; init; }

    /// <summary>Data is converted, so that going back is more than starting the old version.</summary>
    public bool MigratesStoredState { get; init; }

    /// <summary>How long after the planned end the next freeze begins; zero: within one; null: none is planned.</summary>
    public TimeSpan? FreezeIn { get; init; }
}

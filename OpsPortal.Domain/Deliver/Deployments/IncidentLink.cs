using OpsPortal.Domain.Respond.Incidents;

namespace OpsPortal.Domain.Deliver.Deployments;

/// <summary>How a deployment and an incident belong together.</summary>
public enum IncidentLinkKind
{
    /// <summary>The deployment led to the incident.</summary>
    Caused,

    /// <summary>The deployment was made because of the incident, to end it.</summary>
    Repaired,
}

/// <summary>Somebody has said how a deployment and an incident belong together: what failed deployments and rework are counted by.</summary>
public sealed class IncidentLink
{
    public required IncidentNumber Incident { get; init; }

    public required DeploymentNumber Deployment { get; init; }

    public IncidentLinkKind Kind { get; set; }

    /// <summary>Who said so, as shown.</summary>
    public required string By { get; set; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; set; }
}

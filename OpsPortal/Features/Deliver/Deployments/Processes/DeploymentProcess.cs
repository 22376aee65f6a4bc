using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>How versions of a service are brought to an environment. Each deployment copies it when it is made, so that a later edit changes nothing under way.</summary>
internal sealed class DeploymentProcess
{
    public ServiceKey Service { get; init; }

    /// <summary>As the catalogue names it; empty: every environment that has no process of its own.</summary>
    public required string Environment { get; init; }

    public required ProcessContent Content { get; set; }

    /// <summary>As shown.</summary>
    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Raised by every change; two changes of the same version cannot both be saved.</summary>
    public int Version { get; set; }
}

/// <summary>The process of one deployment, as it was when that was made.</summary>
internal sealed class ProcessInForce
{
    public DeploymentNumber Deployment { get; init; }

    public required ProcessContent Content { get; init; }
}

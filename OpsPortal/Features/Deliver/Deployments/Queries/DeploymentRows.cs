using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Features.Deliver.Deployments.Processes;
using OpsPortal.Features.Deliver.Deployments.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Queries;

/// <summary>Which deployments are asked for. What is empty narrows nothing.</summary>
public sealed record DeploymentFilter
{
    /// <summary>Words of components, versions, environment, change or person, or a number.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<DeploymentState> States { get; init; } = [];

    /// <summary>The key of a service, in full.</summary>
    public string Service { get; init; } = "";

    public string Environment { get; init; } = "";

    public ChangeNumber? Change { get; init; }
}

/// <summary>A deployment as listed.</summary>
/// <param name="Services">Keys.</param>
/// <param name="EndedAt">UTC; null: it goes on.</param>
public sealed record DeploymentRow(
    DeploymentNumber Number, ChangeNumber Change, DeploymentState State, string Environment, IReadOnlyList<string> Services, string Versions, string Model, string MadeBy,
    DateTimeOffset MadeAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, DateTimeOffset ChangedAt, int Version);

/// <summary>A deployment with all that belongs to it, as of one moment.</summary>
/// <param name="Title">Of its change.</param>
/// <param name="Process">Null: it is done by hand.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="Measurements">By the name of the attempt, in the order made.</param>
/// <param name="Analyses">By the name of the attempt.</param>
public sealed record DeploymentView(
    Deployment Deployment, string Title, ProcessContent? Process, IReadOnlyList<DeploymentEntry> Timeline, ILookup<string, StoredMeasurement> Measurements,
    ILookup<string, StoredAnalysis> Analyses, IReadOnlyList<Quarantine> Quarantines)
{
    /// <summary>Incidents that somebody has linked it with.</summary>
    public IReadOnlyList<IncidentLink> Incidents { get; init; } = [];
}

using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Features.Deliver.EarlyLife.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Queries;

/// <summary>Which supports are asked for. What is empty narrows nothing.</summary>
public sealed record EarlyLifeFilter
{
    /// <summary>Words of components, versions, environment or change, or the number of the deployment.</summary>
    public string Text { get; init; } = "";

    /// <summary>Null: both those that run and those that are over.</summary>
    public bool? IsOver { get; init; }

    /// <summary>The key of a service, in full.</summary>
    public string Service { get; init; } = "";
}

/// <summary>A support as listed, as of one moment.</summary>
/// <param name="Versions">What was deployed.</param>
/// <param name="Day">1, 2, 3 … since it began; of one that is over, its last.</param>
/// <param name="Days">How many it was to last.</param>
/// <param name="StandsBy">Whose turn it is, as shown; empty: it is over.</param>
/// <param name="Met">How many of <paramref name="Criteria"/> held when the portal looked last; null: it has not looked yet.</param>
/// <param name="IsOverdue">Its time is over, and it goes on.</param>
public sealed record EarlyLifeRow(
    DeploymentNumber Deployment, string Versions, IReadOnlyList<string> Services, string Environment, string Owner, DateTimeOffset BeganAt, DateTimeOffset Until, DateTimeOffset? EndedAt,
    int Day, int Days, string StandsBy, int? Met, int Criteria, bool IsOverdue, int Version);

/// <summary>A support with all that belongs to it.</summary>
/// <param name="Facts">As known now; of one that is over, as known at its end.</param>
/// <param name="Findings">One for each criterion, in their order.</param>
/// <param name="Told">The days that were told, the newest first.</param>
/// <param name="Timeline">Oldest first.</param>
/// <param name="State">Of the deployment now: it may have been rolled back meanwhile.</param>
/// <param name="Monitors">The names of the monitors that are tightened, by number.</param>
public sealed record EarlyLifeView(
    EarlyLifeRow Row, EarlyLifeSupport Support, EarlyLifeFacts Facts, IReadOnlyList<CriterionFinding> Findings, IReadOnlyList<EarlyLifeDay> Told, IReadOnlyList<EarlyLifeEntry> Timeline, DeploymentState State,
    IReadOnlyDictionary<string, string> Monitors)
{
    public bool AllHold => Findings.All(finding => finding.Holds);
}

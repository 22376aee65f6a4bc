using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Domain.Deliver.Verifications.Canary;
using OpsPortal.Domain.Deliver.Verifications.Checks;

namespace OpsPortal.Features.Deliver.Deployments.Processes;

/// <summary>Everything a deployment needs to know of its process.</summary>
public sealed record ProcessContent
{
    public required DeploymentRecipe Recipe { get; init; }

    /// <summary>What the names in <see cref="DeploymentRecipe.Checks"/> stand for.</summary>
    public IReadOnlyList<VerificationCheck> Checks { get; init; } = [];

    /// <summary>What the names in <see cref="DeploymentRecipe.Analyses"/> stand for.</summary>
    public IReadOnlyList<CanaryAnalysis> Analyses { get; init; } = [];

    /// <summary>Null where no traffic is moved.</summary>
    public TrafficRoute? Traffic { get; init; }

    /// <summary>What every task of a runner has in common, as its settings: addresses, and tokens as <c>{secret:NAME}</c>.</summary>
    public IReadOnlyDictionary<RunnerKind, string> Runners { get; init; } = new Dictionary<RunnerKind, string>();

    /// <summary>Whether the portal holds back events of the services while it runs, and says so.</summary>
    public bool OpensWindow { get; init; } = true;

    /// <summary>Whether those who subscribe to the services are told at once, in the words of the change's impact; else nobody outside is.</summary>
    public bool Announces { get; init; }

    /// <summary>Monitors that are tighter while it runs.</summary>
    public IReadOnlyList<TightenedValue> Tightens { get; init; } = [];

    /// <summary>What begins when it has succeeded in the last environment of a service; null: nothing.</summary>
    public EarlyLifePlan? EarlyLife { get; init; }
}

/// <summary>Through what the traffic of the service is moved. The side that serves when a deployment begins is the old one of that deployment, whichever is written here.</summary>
/// <param name="Controller">As <c>haproxy</c>, <c>gateway</c> or <c>webhook</c>.</param>
/// <param name="Settings">The controller's own, JSON.</param>
/// <param name="New">The side that serves the new version.</param>
/// <param name="Old">The side that serves the earlier one.</param>
public sealed record TrafficRoute(string Controller, string Settings, string New, string Old)
{
    /// <summary>With the side that serves now as the old one.</summary>
    /// <param name="newShare">What <see cref="New"/> serves, in percent.</param>
    public TrafficRoute Facing(double newShare) => newShare > 50 ? this with { New = Old, Old = New } : this;
}

/// <summary>Compares the new version with the old by metrics of a Prometheus.</summary>
/// <param name="Server">Its address.</param>
/// <param name="StepSeconds">Between two samples.</param>
public sealed record CanaryAnalysis(string Name, string Server, int StepSeconds, IReadOnlyList<AnalysisMetric> Metrics)
{
    public const int MostMetrics = 50, MaxQueryLength = 2000;

    public CanaryTerms Terms { get; init; } = CanaryTerms.Default;
}

/// <param name="Baseline">The query that gives the old version's series; <c>{old}</c> and <c>{new}</c> stand for the sides of the traffic.</param>
/// <param name="Canary">The query that gives the new version's.</param>
public sealed record AnalysisMetric(CanaryMetric Metric, string Baseline, string Canary);

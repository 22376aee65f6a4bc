using OpsPortal.Domain.Deliver.Versions;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>Which versions deployments have put where.</summary>
/// <param name="Facts">The last that succeeded of each component in each environment and was allowed to; after a rollback, the one that serves again.</param>
/// <param name="UnderWay">Where a deployment goes on now; the component as <c>checkout/api</c>.</param>
internal sealed record DeployedVersions(IReadOnlyCollection<(string Environment, VersionFact Fact)> Facts, IReadOnlyCollection<(string Component, string Environment)> UnderWay);

/// <summary>Tells which versions deployments have put where. It promises nothing of what went out past the approvals: that is no fact to hold anything against.</summary>
internal interface IDeployedVersions
{
    Task<DeployedVersions> ReadAsync(CancellationToken stopping);
}

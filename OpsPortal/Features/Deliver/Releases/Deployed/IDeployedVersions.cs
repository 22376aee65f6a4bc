using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Estate;

namespace OpsPortal.Features.Deliver.Releases.Deployed;

/// <summary>One version that runs somewhere.</summary>
/// <param name="Environment">As the catalogue names it.</param>
/// <param name="Since">When it went out (UTC).</param>
public sealed record DeployedVersion(ComponentVersion Version, string Environment, DateTimeOffset Since);

/// <summary>Tells which versions run where, as far as the portal knows.</summary>
public interface IDeployedVersions
{
    /// <summary>What runs now of these components: for each environment at most one version of each. What is not known to run is not among them.</summary>
    Task<IReadOnlyList<DeployedVersion>> OfAsync(IReadOnlyCollection<(ServiceKey Service, string Component)> components, CancellationToken stopping);
}

/// <summary>Reads what runs.</summary>
internal static class DeployedVersions
{
    /// <summary>What runs in one environment, named in any case.</summary>
    public static IReadOnlyList<ComponentVersion> In(this IEnumerable<DeployedVersion> running, string environment) =>
        [.. running.Where(one => string.Equals(one.Environment, environment, StringComparison.OrdinalIgnoreCase)).Select(one => one.Version)];
}

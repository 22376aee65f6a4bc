using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Deployed;

/// <summary>What runs by all the portal knows: its own deployments that succeeded, and what other systems said, whichever was later. One that was rolled back leaves what was there before.</summary>
internal sealed class KnownVersions(NoticedVersions noticed, IDbContextFactory<OpsDb> databases) : IDeployedVersions
{
    /// <summary>Most deployments of the services that are looked at, the newest first.</summary>
    private const int Most = 500;

    public async Task<IReadOnlyList<DeployedVersion>> OfAsync(IReadOnlyCollection<(ServiceKey Service, string Component)> components, CancellationToken stopping)
    {
        if (components.Count == 0) return [];
        var asked = components.ToHashSet();
        return [.. (await noticed.OfAsync(components, stopping)).Concat(await OwnAsync(asked, stopping))
            .GroupBy(one => (one.Version.Service, one.Version.Component, Environment: one.Environment.ToUpperInvariant())).Select(group => group.MaxBy(one => one.Since)!)];
    }

    private async Task<IReadOnlyList<DeployedVersion>> OwnAsync(HashSet<(ServiceKey Service, string Component)> asked, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var succeeded = await db.Set<Deployment>().AsNoTracking().Where(one => one.State == DeploymentState.Succeeded).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Environment, one.Components, one.EndedAt, one.MadeAt }).ToListAsync(stopping);
        return [.. succeeded.SelectMany(one => one.Components.Where(component => asked.Contains((component.Service, component.Component))).Select(component => new DeployedVersion(component, one.Environment, one.EndedAt ?? one.MadeAt)))];
    }
}

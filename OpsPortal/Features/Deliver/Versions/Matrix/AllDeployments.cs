using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>What the portal deployed itself, and what other systems said; of one component in one environment, whichever was later.</summary>
internal sealed class AllDeployments(NoticedDeployments noticed, IDbContextFactory<OpsDb> databases) : IDeployedVersions
{
    /// <summary>Most deployments that are looked at, the newest first.</summary>
    private const int Most = 2000;

    private static readonly DeploymentState[] UnderWay = [.. Enum.GetValues<DeploymentState>().Where(DeploymentLifecycle.IsUnderWay)];

    public async Task<DeployedVersions> ReadAsync(CancellationToken stopping)
    {
        var elsewhere = await noticed.ReadAsync(stopping);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var own = await db.Set<Deployment>().AsNoTracking().Where(one => one.State == DeploymentState.Succeeded || UnderWay.Contains(one.State)).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.State, one.Environment, one.Components, one.EndedAt, one.MadeAt }).ToListAsync(stopping);
        var facts = own.Where(one => one.State == DeploymentState.Succeeded).SelectMany(one => one.Components.Select(component => (one.Environment, Fact: new VersionFact(component, one.EndedAt ?? one.MadeAt, one.Number.ToString()))));
        return new(
            [.. elsewhere.Facts.Concat(facts).GroupBy(one => (one.Environment, one.Fact.Component.Name)).Select(group => group.MaxBy(one => one.Fact.Since))],
            [.. elsewhere.UnderWay.Concat(own.Where(one => one.State != DeploymentState.Succeeded).SelectMany(one => one.Components.Select(component => (component.Name, one.Environment)))).Distinct()]);
    }
}

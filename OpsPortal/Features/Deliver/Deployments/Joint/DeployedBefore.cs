using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>Finds the deployments that may have led to something, the most probable first, and whether each can be undone.</summary>
internal sealed class DeployedBefore(DeploymentHistory history, Catalogue catalogue, IDbContextFactory<OpsDb> databases)
{
    private const int Most = 5;

    public async Task<(IReadOnlyList<ProbableChange> Found, IReadOnlyDictionary<string, bool> Ways)> ReadAsync(ServiceKey service, DateTimeOffset at, CancellationToken stopping)
    {
        var graph = catalogue.Current.Graph;
        var found = ProbableChange.Rank(service, at, graph, await history.DuringAsync([service, .. graph.Upstream(service, ProbableChange.MostHops)], at - ProbableChange.LookBack, at, stopping)).Take(Most).ToList();
        List<DeploymentNumber> numbers = [.. found.Select(one => DeploymentNumber.Parse(one.Change.Number, null))];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var deployments = await db.Set<Deployment>().AsNoTracking().WithAttempts().Where(one => numbers.Contains(one.Number)).ToListAsync(stopping);
        return (found, deployments.ToDictionary(one => one.Number.ToString(), CanGoBack, StringComparer.Ordinal));
    }

    private static bool CanGoBack(Deployment one) =>
        !(one.IsGoingBack && DeploymentLifecycle.IsUnderWay(one.State)) && DeploymentLifecycle.Allows(one.State, DeploymentState.RollingBack) && one.WhyNotBack is null;
}

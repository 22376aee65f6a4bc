using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>What was deployed around an incident.</summary>
/// <param name="Before">What may have led to it, the most probable first.</param>
/// <param name="Since">What was deployed to the service after it began, oldest first.</param>
/// <param name="Ways">Which of them can be undone, by number.</param>
/// <param name="Links">What people said of them, by number.</param>
internal sealed record DeployedAround(IReadOnlyList<ProbableChange> Before, IReadOnlyList<CarriedOut> Since, IReadOnlyDictionary<string, bool> Ways, IReadOnlyDictionary<string, IncidentLink> Links)
{
    public static DeployedAround Nothing { get; } = new([], [], new Dictionary<string, bool>(StringComparer.Ordinal), new Dictionary<string, IncidentLink>(StringComparer.Ordinal));
}

/// <summary>Finds the deployments that may have led to something, the most probable first, and whether each can be undone.</summary>
internal sealed class DeployedBefore(DeploymentHistory history, Catalogue catalogue, IDbContextFactory<OpsDb> databases)
{
    private const int Most = 5;

    /// <param name="at">When it went wrong (UTC).</param>
    /// <param name="now">UTC.</param>
    public async Task<DeployedAround> ReadAsync(IncidentNumber incident, ServiceKey service, DateTimeOffset at, DateTimeOffset now, CancellationToken stopping)
    {
        var graph = catalogue.Current.Graph;
        var found = ProbableChange.Rank(service, at, graph, await history.DuringAsync([service, .. graph.Upstream(service, ProbableChange.MostHops)], at - ProbableChange.LookBack, at, stopping)).Take(Most).ToList();
        var since = (await history.DuringAsync([service], at, now, stopping)).Where(one => one.StartedAt > at).OrderBy(one => one.StartedAt).Take(Most).ToList();
        List<DeploymentNumber> numbers = [.. found.Select(one => one.Change.Number).Concat(since.Select(one => one.Number)).Distinct().Select(number => DeploymentNumber.Parse(number, null))];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var deployments = await db.Set<Deployment>().AsNoTracking().WithAttempts().Where(one => numbers.Contains(one.Number)).ToListAsync(stopping);
        var links = await db.Set<IncidentLink>().AsNoTracking().Where(link => link.Incident == incident).ToListAsync(stopping);
        return new(found, since, deployments.ToDictionary(one => one.Number.ToString(), CanGoBack, StringComparer.Ordinal), links.ToDictionary(link => link.Deployment.ToString(), StringComparer.Ordinal));
    }

    private static bool CanGoBack(Deployment one) =>
        !(one.IsGoingBack && DeploymentLifecycle.IsUnderWay(one.State)) && DeploymentLifecycle.Allows(one.State, DeploymentState.RollingBack) && one.WhyNotBack is null;
}

using Microsoft.Extensions.Options;
using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Measuring;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Services whose deployments to production fail, are rolled back, or repair what an incident showed: one improvement for each service and kind.</summary>
internal sealed class DeploymentsFeed(ProductionDeployments deployments, IOptions<ImproveOptions> options) : IFeed
{
    private const int Named = 5;

    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var since = now - options.Value.LookBack;
        var (failed, rework) = (await deployments.FailedAsync(db, since, now, stopping), await deployments.ReworkAsync(db, since, now, stopping));
        return
        [
            .. failed.GroupBy(one => one.Service).Select(one => Found(ImprovementSource.FailedDeployment, $"failed-deployments:{one.Key}", one.Key, $"Deployments of {one.Key} fail", "Fewer deployments fail or are rolled back.",
                new($"Failed deployments of {one.Key}", "deployments", MeasureKind.FailedDeployments, one.Key), [.. one])),
            .. rework.GroupBy(one => one.Service).Select(one => Found(ImprovementSource.Rework, $"rework:{one.Key}", one.Key, $"Deployments of {one.Key} repair what incidents showed", "What goes to production need not be repaired there.",
                new($"Deployments of {one.Key} because of an incident", "deployments", MeasureKind.ReworkDeployments, one.Key), [.. one])),
        ];
    }

    private static Finding Found(ImprovementSource source, string key, string service, string title, string effect, Measure measure, IReadOnlyList<ProductionDeployment> found)
    {
        var told = string.Join('\n', found.Reverse().Take(Named).Select(one => $"{one.What}, {one.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC"));
        return new(source, key, found[^1].At, Findings.Draft(title, found.Count > Named ? $"{told}\nand {found.Count - Named} more" : told, effect, service, found[^1].Link), measure);
    }
}

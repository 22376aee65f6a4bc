using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Deliver.Promotion.Rehearsals;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>Services in production whose backout was never rehearsed.</summary>
internal sealed class UnrehearsedBackoutsFeed(UnrehearsedServices services) : IFeed
{
    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping) =>
    [
        .. (await services.ReadAsync(db, stopping)).Select(one => new Finding(ImprovementSource.UnrehearsedBackout, $"backout:{one.Service}", one.Since,
            Findings.Draft($"The backout of {one.Service} was never rehearsed", "It runs in production, and nobody has tried whether it can be taken back.", "A deployment that fails is taken back in the time that the plan promises.", one.Service.Value, $"/services/{one.Service}"),
            new($"Failed deployments of {one.Service}", "deployments", MeasureKind.FailedDeployments, one.Service.Value))),
    ];
}

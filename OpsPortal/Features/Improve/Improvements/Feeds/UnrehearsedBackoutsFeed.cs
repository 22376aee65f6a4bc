using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Feeds;

/// <summary>A service that runs in production and whose backout nobody has ever rehearsed there or elsewhere.</summary>
/// <param name="Since">When it first went to production (UTC).</param>
internal sealed record UnrehearsedBackout(string Service, DateTimeOffset Since);

/// <summary>Knows which backouts were rehearsed. Whatever keeps rehearsals answers it; where nothing does, nothing is found.</summary>
internal interface IUnrehearsedBackouts
{
    Task<IReadOnlyList<UnrehearsedBackout>> ReadAsync(OpsDb db, CancellationToken stopping);
}

/// <summary>Services in production whose backout was never rehearsed.</summary>
internal sealed class UnrehearsedBackoutsFeed(IEnumerable<IUnrehearsedBackouts> rehearsals) : IFeed
{
    public async Task<IReadOnlyList<Finding>> FindAsync(OpsDb db, DateTimeOffset now, CancellationToken stopping)
    {
        var found = new List<Finding>();
        foreach (var source in rehearsals)
        {
            found.AddRange((await source.ReadAsync(db, stopping)).Select(one => new Finding(ImprovementSource.UnrehearsedBackout, $"backout:{one.Service}", one.Since,
                Findings.Draft($"The backout of {one.Service} was never rehearsed", "It runs in production, and nobody has tried whether it can be taken back.", "A deployment that fails is taken back in the time that the plan promises.", one.Service, $"/services/{one.Service}"),
                new($"Failed deployments of {one.Service}", "deployments", MeasureKind.FailedDeployments, one.Service))));
        }

        return found;
    }
}

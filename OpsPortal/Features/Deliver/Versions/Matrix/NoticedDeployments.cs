using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Matrix;

/// <summary>What other systems said of the deployments that they carried out.</summary>
internal sealed class NoticedDeployments(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IDeployedVersions
{
    /// <summary>What began longer ago and was not heard of since is not under way any more.</summary>
    private static readonly TimeSpan LongestUnderWay = TimeSpan.FromHours(4);

    public async Task<DeployedVersions> ReadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var allowed = db.Set<DeploymentNotice>().AsNoTracking().Where(notice => notice.RogueCode == "");
        var ended = await LastAsync(db, allowed.Where(notice => notice.Status == NoticeStatus.Succeeded || notice.Status == NoticeStatus.RolledBack), stopping);
        var facts = new List<(string, VersionFact)>();
        foreach (var notice in ended)
        {
            if (notice.Status == NoticeStatus.Succeeded) facts.Add((notice.Environment, Fact(notice, notice.Deployed)));
            else if (await ServingAgainAsync(allowed, notice, stopping) is { } again) facts.Add((notice.Environment, Fact(notice, again)));
        }

        var since = clock.GetUtcNow() - LongestUnderWay;
        var last = await LastAsync(db, allowed.Where(notice => notice.Status != NoticeStatus.Requested), stopping);
        return new(facts, [.. last.Where(notice => notice.Status == NoticeStatus.Started && notice.OccurredAt >= since).Select(notice => (notice.Deployed.Name, notice.Environment))]);
    }

    /// <summary>The last notice of each component in each environment.</summary>
    private static Task<List<DeploymentNotice>> LastAsync(OpsDb db, IQueryable<DeploymentNotice> notices, CancellationToken stopping)
    {
        var last = notices.GroupBy(notice => new { notice.Service, notice.Component, notice.Environment }).Select(place => place.Max(notice => notice.Id));
        return db.Set<DeploymentNotice>().AsNoTracking().Where(notice => last.Contains(notice.Id)).ToListAsync(stopping);
    }

    /// <summary>As the notice of the rollback says, else the version that succeeded before the one that was taken back; null: neither is known.</summary>
    private static async Task<ComponentVersion?> ServingAgainAsync(IQueryable<DeploymentNotice> allowed, DeploymentNotice back, CancellationToken stopping)
    {
        if (back.PreviousVersion.Length > 0) return back.Deployed with { Version = back.PreviousVersion, Commit = "", Digest = "" };
        var before = await allowed.Where(notice => notice.Service == back.Service && notice.Component == back.Component && notice.Environment == back.Environment && notice.Status == NoticeStatus.Succeeded && notice.Version != back.Version && notice.Id < back.Id)
            .OrderByDescending(notice => notice.Id).FirstOrDefaultAsync(stopping);
        return before?.Deployed;
    }

    private static VersionFact Fact(DeploymentNotice notice, ComponentVersion version) => new(version, notice.OccurredAt, notice.Sender);
}

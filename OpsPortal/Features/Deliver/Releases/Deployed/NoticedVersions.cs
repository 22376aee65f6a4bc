using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Releases.Deployed;

/// <summary>What runs by what other systems said: the version that last went out, until one is said to have been taken back; then the one before, where it was named.</summary>
internal sealed class NoticedVersions(IDbContextFactory<OpsDb> databases) : IDeployedVersions
{
    public async Task<IReadOnlyList<DeployedVersion>> OfAsync(IReadOnlyCollection<(ServiceKey Service, string Component)> components, CancellationToken stopping)
    {
        if (components.Count == 0) return [];
        var services = components.Select(component => component.Service).Distinct().ToList();
        var asked = components.ToHashSet();
        await using var db = await databases.CreateDbContextAsync(stopping);
        var ended = db.Set<DeploymentNotice>().AsNoTracking().Where(notice => services.Contains(notice.Service) && (notice.Status == NoticeStatus.Succeeded || notice.Status == NoticeStatus.RolledBack));
        var last = await ended.Where(notice => !ended.Any(later => later.Service == notice.Service && later.Component == notice.Component && later.Environment == notice.Environment
            && (later.OccurredAt > notice.OccurredAt || (later.OccurredAt == notice.OccurredAt && later.Id > notice.Id)))).ToListAsync(stopping);
        return [.. last.Where(notice => asked.Contains((notice.Service, notice.Component))).Select(Of).OfType<DeployedVersion>()];
    }

    private static DeployedVersion? Of(DeploymentNotice notice) => notice switch
    {
        { Status: NoticeStatus.Succeeded } => new(notice.Deployed, notice.Environment, notice.OccurredAt),
        { PreviousVersion.Length: > 0 } => new(notice.Deployed with { Version = notice.PreviousVersion, Commit = "", Digest = "" }, notice.Environment, notice.OccurredAt),
        _ => null,
    };
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Pipeline;

/// <summary>Reads how versions fared in environments.</summary>
internal static class PassedVersions
{
    /// <summary>Most deployments and notices of those environments that are looked at, the newest first.</summary>
    private const int Most = 500;

    /// <summary>By the portal's own deployments, and by what others deployed and reported; a deployment of the portal itself counts before that.</summary>
    public static async Task<IReadOnlyList<PassedThrough>> OfAsync(OpsDb db, IReadOnlyCollection<ServiceKey> services, IReadOnlyCollection<string> environments, CancellationToken stopping)
    {
        if (environments.Count == 0) return [];
        var (asked, places) = (services.ToList(), environments.ToList());
        var own = await db.Set<Deployment>().AsNoTracking().Where(one => places.Contains(one.Environment)).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.State, one.Environment, one.Components }).ToListAsync(stopping);
        var noticed = await db.Set<DeploymentNotice>().AsNoTracking().Where(notice => asked.Contains(notice.Service) && places.Contains(notice.Environment) && notice.Status == NoticeStatus.Succeeded)
            .OrderByDescending(notice => notice.Id).Take(Most).ToListAsync(stopping);
        return
        [
            .. own.SelectMany(one => one.Components.Where(component => asked.Contains(component.Service)).Select(component => new PassedThrough(component, one.Environment, one.Number, one.State))),
            .. noticed.Select(notice => new PassedThrough(notice.Deployed, notice.Environment, default, DeploymentState.Succeeded)),
        ];
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>The rules over all deployments that decide when one may begin: quarantine, lock and order, promotion.</summary>
internal sealed class StartRules(Catalogue catalogue)
{
    /// <summary>Most deployments of one environment that are looked at, the newest first.</summary>
    private const int Most = 500;

    /// <summary>Why it may not begin, or null where it may.</summary>
    /// <param name="isGoverned">Its service has a process, so its way through the environments is the portal's to watch.</param>
    public async Task<Refusal?> RefuseAsync(OpsDb db, Deployment wanted, bool isGoverned, Party executor, CancellationToken stopping)
    {
        var held = await db.Set<Quarantine>().AsNoTracking().Where(one => one.LiftedAt == null).ToListAsync(stopping);
        if (Quarantine.Check(wanted.Components, held) is { } quarantined) return quarantined;
        if (await LockAsync(db, wanted, stopping) is { } locked) return locked;
        return isGoverned ? await PromotionAsync(db, wanted, executor, stopping) : null;
    }

    /// <summary>Why the lock keeps it back, at its start or before it is rolled back after its end.</summary>
    public static async Task<Refusal?> LockAsync(OpsDb db, Deployment wanted, CancellationToken stopping)
    {
        var (environment, services) = (DeploymentHold.NameOf(wanted.Environment), wanted.Services.Select(service => service.Value).ToList());
        var holders = await db.Set<DeploymentHold>().AsNoTracking().Where(hold => hold.Environment == environment && services.Contains(hold.Service)).Select(hold => hold.Deployment).ToListAsync(stopping);
        var recent = await db.Set<Deployment>().AsNoTracking().Where(one => one.Environment == wanted.Environment).OrderByDescending(one => one.Number).Take(Most).Select(one => one.Number).ToListAsync(stopping);
        var others = await db.Set<Deployment>().AsNoTracking().WithAttempts().Where(one => holders.Contains(one.Number) || (recent.Contains(one.Number) && one.Number > wanted.Number)).ToListAsync(stopping);
        return DeploymentLock.Check(wanted, others);
    }

    private async Task<Refusal?> PromotionAsync(OpsDb db, Deployment wanted, Party executor, CancellationToken stopping)
    {
        var paths = wanted.Services.Select(service => catalogue.Current.Find(service)).Where(service => service?.Facts.Environments.Count > 0).Select(service => PromotionPath.Of(service!.Key, service.Facts.Environments)).ToList();
        if (paths.Count == 0) return null;
        var before = paths.SelectMany(path => path.Before(wanted.Environment, wanted.IsHotfix) ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var elsewhere = before.Count == 0 ? [] : await db.Set<Deployment>().AsNoTracking().Where(one => before.Contains(one.Environment)).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.State, one.Environment, one.Components }).ToListAsync(stopping);
        var passed = elsewhere.SelectMany(one => one.Components.Select(component => new PassedThrough(component, one.Environment, one.Number, one.State))).ToList();
        passed.AddRange(await ElsewhereAsync(db, wanted, before, stopping));
        return PromotionRule.Check(wanted, paths, passed, [], executor);
    }

    /// <summary>What others deployed and reported; a deployment of the portal itself counts before it.</summary>
    private static async Task<IEnumerable<PassedThrough>> ElsewhereAsync(OpsDb db, Deployment wanted, List<string> environments, CancellationToken stopping)
    {
        var services = wanted.Services;
        var notices = await db.Set<DeploymentNotice>().AsNoTracking().Where(notice => services.Contains(notice.Service) && environments.Contains(notice.Environment) && notice.Status == NoticeStatus.Succeeded)
            .OrderByDescending(notice => notice.Id).Take(Most).ToListAsync(stopping);
        return notices.Select(notice => new PassedThrough(notice.Deployed, notice.Environment, default, DeploymentState.Succeeded));
    }
}

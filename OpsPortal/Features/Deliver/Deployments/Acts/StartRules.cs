using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Deliver.Promotion.Exceptions;
using OpsPortal.Features.Deliver.Promotion.Pipeline;
using OpsPortal.Features.Deliver.Promotion.Room;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Acts;

/// <summary>The rules over all deployments that decide when one may begin: quarantine, lock and order, promotion, room for two versions.</summary>
internal sealed class StartRules(Catalogue catalogue, RoomReader room)
{
    /// <summary>Most deployments of one environment that are looked at, the newest first.</summary>
    private const int Most = 500;

    /// <summary>Why it may not begin, or null where it may. That nobody knows how much room there is keeps nothing back.</summary>
    /// <param name="isGoverned">Its service has a process, so its way through the environments is the portal's to watch.</param>
    public async Task<Refusal?> RefuseAsync(OpsDb db, Deployment wanted, bool isGoverned, Party executor, CancellationToken stopping)
    {
        var held = await db.Set<Quarantine>().AsNoTracking().Where(one => one.LiftedAt == null).ToListAsync(stopping);
        if (Quarantine.Check(wanted.Components, held) is { } quarantined) return quarantined;
        if (await LockAsync(db, wanted, stopping) is { } locked) return locked;
        if (isGoverned && await PromotionAsync(db, wanted, executor, stopping) is { } early) return early;
        return wanted.Recipe.Model.ExtraLoad > 0 ? Headroom.Default.TooLittle(wanted.Recipe.Model, wanted.Services, await room.UsesAsync(db, wanted.Services, wanted.Environment, stopping)) : null;
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
        var paths = Paths.Of(catalogue.Current, wanted.Services);
        if (paths.Count == 0) return null;
        var before = paths.SelectMany(path => path.Before(wanted.Environment, wanted.IsHotfix) ?? []).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return PromotionRule.Check(wanted, paths, await PassedVersions.OfAsync(db, wanted.Services, before, stopping), await GivePromotionException.OfAsync(db, wanted.Change, stopping), executor);
    }
}

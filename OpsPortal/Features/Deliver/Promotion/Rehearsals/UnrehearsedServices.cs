using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Promotion.Rehearsals;

/// <summary>A service that runs in production and whose way back nobody has ever gone.</summary>
/// <param name="Since">When it first went to production (UTC), as far as is looked back.</param>
internal sealed record Unrehearsed(ServiceKey Service, DateTimeOffset Since);

/// <summary>Services that the portal has brought to production and whose way back nobody has ever gone.</summary>
internal sealed class UnrehearsedServices(RehearsalQueries rehearsals, Catalogue catalogue)
{
    /// <summary>Most deployments that are looked through, the newest first.</summary>
    private const int Most = 2000;

    public async Task<IReadOnlyList<Unrehearsed>> ReadAsync(OpsDb db, CancellationToken stopping)
    {
        var never = (await rehearsals.ServicesAsync(stopping)).Where(row => row.Last is null).Select(row => row.Service).ToHashSet();
        if (never.Count == 0) return [];
        var deployed = await db.Set<Deployment>().AsNoTracking().Where(one => one.State == DeploymentState.Succeeded).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Components, one.Environment, one.EndedAt }).ToListAsync(stopping);
        return
        [
            .. from one in deployed
               from service in one.Components.Select(component => component.Service).Distinct()
               where never.Contains(service) && one.EndedAt is not null && IsProduction(service, one.Environment)
               group one.EndedAt!.Value by service into ends
               select new Unrehearsed(ends.Key, ends.Min()),
        ];
    }

    private bool IsProduction(ServiceKey service, string environment) => catalogue.Current.Find(service)?.Facts.Environments.Any(one => one.Tier == Tier.Production && string.Equals(one.Name, environment, StringComparison.OrdinalIgnoreCase)) == true;
}

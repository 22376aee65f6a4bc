using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Deployments.Joint;

/// <summary>The deployments that events are held against.</summary>
internal sealed class DeploymentHistory(IDbContextFactory<OpsDb> databases) : IChangeHistory
{
    private const int Most = 300;

    public async Task<IReadOnlyList<CarriedOut>> DuringAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        if (services.Count == 0) return [];
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<Deployment>().AsNoTracking().Where(one => one.StartedAt <= to && (one.EndedAt == null || one.EndedAt >= from)).OrderByDescending(one => one.Number).Take(Most)
            .Select(one => new { one.Number, one.Components, one.Environment, one.StartedAt, one.EndedAt, Services = EF.Property<string>(one, DeploymentColumns.Services) }).ToListAsync(stopping);
        var asked = services.ToHashSet();
        return [.. found.SelectMany(one => one.Components.Where(component => asked.Contains(component.Service)).GroupBy(component => component.Service)
            .Select(group => new CarriedOut(one.Number.ToString(), $"{string.Join(", ", group.Select(component => $"{component.Component} {component.Version}"))} to {one.Environment}", group.Key, one.StartedAt ?? from, one.EndedAt, $"/deployments/{one.Number}")))];
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Storage;

namespace OpsPortal.Features.Improve.Improvements.Measuring;

/// <summary>A deployment of a service to production.</summary>
/// <param name="What">In words: <c>DEP-7 of api 2.1.0 was rolled back</c>.</param>
/// <param name="Link">Where it can be looked at.</param>
internal sealed record ProductionDeployment(string Service, DateTimeOffset At, string What, string Link);

/// <summary>What went wrong with deployments to production, whether the portal carried them out or another system told of them. What the catalogue does not know counts as production.</summary>
internal sealed class ProductionDeployments(Catalogue catalogue)
{
    private const int Most = 5000;

    /// <summary>Those that failed or were rolled back, each once, oldest first.</summary>
    public async Task<IReadOnlyList<ProductionDeployment>> FailedAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var own = await db.Set<Deployment>().AsNoTracking().Where(one => (one.State == DeploymentState.Failed || one.State == DeploymentState.RolledBack) && one.EndedAt >= from && one.EndedAt < until)
            .OrderBy(one => one.Number).Take(Most).Select(one => new { one.Number, one.Components, one.Environment, one.State, one.EndedAt }).ToListAsync(stopping);
        var told = await db.Set<DeploymentNotice>().AsNoTracking().Where(one => (one.Status == NoticeStatus.Failed || one.Status == NoticeStatus.RolledBack) && one.OccurredAt >= from && one.OccurredAt < until)
            .OrderBy(one => one.Id).Take(Most).ToListAsync(stopping);
        return [.. own.SelectMany(one => one.Components.Select(component => component.Service).Distinct().Where(service => IsProduction(service, one.Environment))
                .Select(service => new ProductionDeployment(service.Value, one.EndedAt ?? from, $"{one.Number} {(one.State == DeploymentState.Failed ? "failed" : "was rolled back")}", $"/deployments/{one.Number}")))
            .Concat(told.Where(one => IsProduction(one.Service, one.Environment)).DistinctBy(one => (one.Service, one.Component, one.Version, one.Environment))
                .Select(one => new ProductionDeployment(one.Service.Value, one.OccurredAt, $"{one.Component} {one.Version} {(one.Status == NoticeStatus.Failed ? "failed" : "was rolled back")} in {one.Environment}", "/changes/notices")))
            .OrderBy(one => one.At)];
    }

    /// <summary>Those that were made because of an incident, oldest first.</summary>
    public async Task<IReadOnlyList<ProductionDeployment>> ReworkAsync(OpsDb db, DateTimeOffset from, DateTimeOffset until, CancellationToken stopping)
    {
        var own = await db.Set<Deployment>().AsNoTracking().Where(one => one.IsHotfix && one.StartedAt >= from && one.StartedAt < until)
            .OrderBy(one => one.Number).Take(Most).Select(one => new { one.Number, one.Components, one.Environment, one.StartedAt }).ToListAsync(stopping);
        var told = await db.Set<DeploymentNotice>().AsNoTracking().Where(one => (one.CausedByIncident != "" || one.IsHotfix) && one.OccurredAt >= from && one.OccurredAt < until)
            .OrderBy(one => one.Id).Take(Most).ToListAsync(stopping);
        return [.. own.SelectMany(one => one.Components.Select(component => component.Service).Distinct().Where(service => IsProduction(service, one.Environment))
                .Select(service => new ProductionDeployment(service.Value, one.StartedAt ?? from, $"{one.Number} was a hotfix", $"/deployments/{one.Number}")))
            .Concat(told.Where(one => IsProduction(one.Service, one.Environment)).DistinctBy(one => (one.Service, one.Component, one.Version, one.Environment))
                .Select(one => new ProductionDeployment(one.Service.Value, one.OccurredAt, $"{one.Component} {one.Version} went to {one.Environment} {(one.CausedByIncident.Length > 0 ? $"because of {one.CausedByIncident}" : "as a hotfix")}", "/changes/notices")))
            .OrderBy(one => one.At)];
    }

    private bool IsProduction(ServiceKey service, string environment) =>
        catalogue.Current.Find(service)?.Facts.Environments.FirstOrDefault(one => string.Equals(one.Name, environment, StringComparison.OrdinalIgnoreCase)) is not { } known || known.Tier == Tier.Production;
}

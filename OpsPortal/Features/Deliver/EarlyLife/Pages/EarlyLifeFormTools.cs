using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Features.Deliver.EarlyLife.Acts;
using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>A monitor that can be tightened.</summary>
/// <param name="Usual">The level that warns.</param>
internal sealed record TightenableMonitor(string Number, string Name, Level Usual);

/// <summary>What the form needs.</summary>
internal sealed class EarlyLifeFormTools(DeploymentQueries deployments, EarlyLifeQueries supports, ReleaseQueries people, IDbContextFactory<OpsDb> databases, BeginEarlyLife begin)
{
    public BeginEarlyLife Begin => begin;

    /// <summary>Null where there is no such deployment.</summary>
    public async Task<DeploymentRow?> DeploymentAsync(DeploymentNumber number, CancellationToken stopping) => (await deployments.RowsAsync([number], stopping)).FirstOrDefault();

    public async Task<bool> HasSupportAsync(DeploymentNumber number, CancellationToken stopping) => (await supports.RowsAsync([number], stopping)).Count > 0;

    /// <summary>Everybody with an open account, by name.</summary>
    public Task<IReadOnlyList<(PersonId Id, string Name)>> PeopleAsync(CancellationToken stopping) => people.PeopleAsync(stopping);

    /// <summary>Those of the services first, then all others.</summary>
    public async Task<IReadOnlyList<TightenableMonitor>> MonitorsAsync(IReadOnlyList<string> services, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var found = await db.Set<Monitor>().AsNoTracking().Where(monitor => monitor.Enabled).ToListAsync(stopping);
        return [.. found.OrderBy(monitor => !services.Contains(monitor.Service)).ThenBy(monitor => monitor.Name, StringComparer.OrdinalIgnoreCase).Select(monitor => new TightenableMonitor(monitor.Number.ToString(), monitor.Name, TighterLevel.Warning(monitor.Draft.Levels)))];
    }
}

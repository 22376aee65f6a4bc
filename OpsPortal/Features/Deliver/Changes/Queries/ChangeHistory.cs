using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Detect.Correlation;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Detect.Moments;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Queries;

/// <summary>The changes that events are held against. One that the portal deployed is known by its deployment.</summary>
internal sealed class ChangeHistory(IDbContextFactory<OpsDb> databases) : IChangeHistory
{
    private const int Most = 300;

    public async Task<IReadOnlyList<CarriedOut>> DuringAsync(IReadOnlyCollection<ServiceKey> services, DateTimeOffset from, DateTimeOffset to, CancellationToken stopping)
    {
        if (services.Count == 0) return [];
        var (asked, since) = (services.ToList(), from);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var carriedOut =
            from touched in db.Set<ChangeTouch>().AsNoTracking()
            where asked.Contains(touched.Service)
            join change in db.Set<Change>() on touched.Change equals change.Number
            where change.StartedAt <= to && (change.EndedAt == null || change.EndedAt >= since) && !db.Set<Deployment>().Any(deployment => deployment.Change == change.Number)
            orderby change.Number descending
            select new { change.Number, touched.Service, change.StartedAt, change.EndedAt, Title = EF.Property<string>(change, ChangeColumns.Title) };
        var found = await carriedOut.Take(Most).ToListAsync(stopping);
        return [.. found.Select(one => new CarriedOut(one.Number.ToString(), one.Title, one.Service, one.StartedAt ?? since, one.EndedAt, $"/changes/{one.Number}"))];
    }
}

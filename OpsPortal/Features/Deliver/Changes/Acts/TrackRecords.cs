using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Changes.Acts;

/// <summary>One service that a change touches, to find changes by.</summary>
internal sealed class ChangeTouch
{
    public ServiceKey Service { get; init; }

    public ChangeNumber Change { get; init; }
}

/// <summary>How the changes of those who own the services went lately.</summary>
internal static class TrackRecords
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    private static readonly ChangeState[] Carried = [ChangeState.Implemented, ChangeState.BackedOut, ChangeState.Closed];

    /// <summary>The record of the teams that own what is changed, and whether nothing of the same went to this environment before.</summary>
    public static async Task<(TrackRecord Record, bool IsFirst)> OfAsync(OpsDb db, Change change, CatalogueSnapshot snapshot, DateTimeOffset at, CancellationToken stopping)
    {
        var services = change.Plan.Components.Select(component => component.Service).Distinct().ToList();
        var teams = services.Select(service => snapshot.Find(service)?.Facts.Team).OfType<TeamId>().ToHashSet();
        List<ServiceKey> theirs = teams.Count == 0 ? services : [.. snapshot.Services.Where(entry => entry.Facts.Team is { } team && teams.Contains(team)).Select(entry => entry.Key).Union(services).Take(500)];
        var since = at - Lately;
        var number = change.Number;

        // Both begin with the services: they have few of all changes that ever were.
        var lately = await Touching(db, theirs).Where(other => other.Number != number && Carried.Contains(other.State) && other.EndedAt >= since)
            .GroupBy(other => other.State).Select(all => new { State = all.Key, Count = all.Count() }).ToListAsync(stopping);
        var environment = change.Plan.Environment;
        var before = await Touching(db, services).AnyAsync(other => other.Number != number && Carried.Contains(other.State) && other.State != ChangeState.BackedOut && EF.Property<string>(other, ChangeColumns.Environment) == environment, stopping);
        return (new(lately.Where(all => all.State == ChangeState.BackedOut).Sum(all => all.Count), lately.Sum(all => all.Count)), !before);
    }

    private static IQueryable<Change> Touching(OpsDb db, List<ServiceKey> services) =>
        from touched in db.Set<ChangeTouch>().AsNoTracking().Where(touched => services.Contains(touched.Service)).Select(touched => touched.Change).Distinct()
        join change in db.Set<Change>().AsNoTracking() on touched equals change.Number
        select change;
}

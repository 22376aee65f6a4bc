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
        var carried = db.Set<Change>().AsNoTracking().Where(other => other.Number != change.Number && Carried.Contains(other.State));
        var lately = await carried.Where(other => other.EndedAt >= since && db.Set<ChangeTouch>().Any(touched => touched.Change == other.Number && theirs.Contains(touched.Service)))
            .GroupBy(_ => 1).Select(all => new { All = all.Count(), Failed = all.Count(other => other.State == ChangeState.BackedOut) }).SingleOrDefaultAsync(stopping);
        var environment = change.Plan.Environment;
        var before = await carried.AnyAsync(other => other.State != ChangeState.BackedOut && EF.Property<string>(other, ChangeColumns.Environment) == environment
            && db.Set<ChangeTouch>().Any(touched => touched.Change == other.Number && services.Contains(touched.Service)), stopping);
        return (new(lately?.Failed ?? 0, lately?.All ?? 0), !before);
    }
}

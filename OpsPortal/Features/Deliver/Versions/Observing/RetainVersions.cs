using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Domain.Deliver.Versions;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Deliver.Versions.Observing;

/// <summary>Forgets what ran long ago, and differences that are long over; and of a place where versions change without end, all but the last.</summary>
internal sealed class RetainVersions(IDbContextFactory<OpsDb> databases, IOptions<VersionOptions> options, TimeProvider clock) : IJob
{
    /// <summary>Most rows of history of one component in one environment.</summary>
    public const int MostOfPlace = 500;

    /// <summary>Most places that are trimmed in one run; the next run goes on.</summary>
    private const int MostPlaces = 50;

    public async Task RunAsync(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - options.Value.History;
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await db.Set<VersionObservation>().Where(one => one.LastSeen < before).ExecuteDeleteAsync(stopping);
        await db.Set<VersionDifference>().Where(one => one.OverAt < before).ExecuteDeleteAsync(stopping);
        var full = await db.Set<VersionObservation>().Where(one => one.CurrentKey == null).GroupBy(one => new { one.Service, one.ComponentName, one.Environment })
            .Where(place => place.Count() > MostOfPlace).Select(place => place.Key).Take(MostPlaces).ToListAsync(stopping);
        foreach (var place in full)
        {
            var history = db.Set<VersionObservation>().Where(one => one.CurrentKey == null && one.Service == place.Service && one.ComponentName == place.ComponentName && one.Environment == place.Environment);
            var oldest = await history.OrderByDescending(one => one.Id).Select(one => one.Id).Skip(MostOfPlace - 1).FirstAsync(stopping);
            await history.Where(one => one.Id < oldest).ExecuteDeleteAsync(stopping);
        }
    }
}

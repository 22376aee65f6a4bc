using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Writer;
using OpsPortal.Jobs;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Metrics.Jobs;

/// <summary>Removes metrics that are older than they are kept.</summary>
internal sealed class RetainMetrics(IDbContextFactory<OpsDb> databases, SeriesIndex index, IOptions<MetricOptions> options, TimeProvider clock, ILogger<RetainMetrics> log) : IJob
{
    /// <summary>Rows removed in one go, so that nobody waits long for a turn.</summary>
    private const int Slice = 2000;

    public async Task RunAsync(CancellationToken stopping)
    {
        var (now, keep) = (clock.GetUtcNow(), options.Value);
        var (samples, minutes, hours) = (Before(keep.KeepSamples), Before(keep.KeepFiveMinutes), Before(keep.KeepHours));
        var chunks = await RemoveAsync(db => db.Set<MetricChunkRow>().Where(chunk => chunk.End < samples).OrderBy(chunk => chunk.End), stopping);
        var rollUps = await RemoveAsync(db => db.Set<MetricRollUpRow>().Where(row => row.Step == 300 && row.Start < minutes).OrderBy(row => row.Start), stopping)
            + await RemoveAsync(db => db.Set<MetricRollUpRow>().Where(row => row.Step == 3600 && row.Start < hours).OrderBy(row => row.Start), stopping);
        var retired = await RetireAsync(samples, stopping);
        if (chunks + rollUps + retired > 0) log.Removed(chunks, rollUps, retired);

        long Before(TimeSpan kept) => (now - kept).ToUnixTimeMilliseconds();
    }

    /// <summary>Names the series of which nothing is left; the writer lets them go, so that none is lost that speaks again at this moment.</summary>
    private async Task<int> RetireAsync(long before, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var old = DateTimeOffset.FromUnixTimeMilliseconds(before);
        var empty = await db.Set<MetricSeriesRow>().Where(series => series.CreatedAt < old
                && !db.Set<MetricChunkRow>().Any(chunk => chunk.Series == series.Id) && !db.Set<MetricRollUpRow>().Any(row => row.Series == series.Id))
            .Select(series => series.Id).ToListAsync(stopping);
        index.Retire(empty, before);
        return empty.Count;
    }

    private async Task<int> RemoveAsync<T>(Func<OpsDb, IQueryable<T>> old, CancellationToken stopping) where T : class
    {
        for (var removed = 0; ;)
        {
            await using var db = await databases.CreateDbContextAsync(stopping);
            using var turn = await db.Gate.EnterAsync(stopping);
            var now = await old(db).Take(Slice).ExecuteDeleteAsync(stopping);
            removed += now;
            if (now < Slice) return removed;
        }
    }
}

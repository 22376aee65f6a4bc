using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Metrics.Writer;
using OpsPortal.Jobs;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Metrics.Jobs;

/// <summary>Sums up every day that is over, in steps of five minutes and of an hour. A day that is summed up already is left alone.</summary>
internal sealed class RollUpMetrics(IDbContextFactory<OpsDb> databases, MetricStore store, SeriesIndex index, TimeProvider clock, ILogger<RollUpMetrics> log) : IJob
{
    /// <summary>After midnight the last samples of the day still come in and are put into chunks.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromHours(3);

    private const long Day = 86_400_000;
    private const int Page = 200;

    public async Task RunAsync(CancellationToken stopping)
    {
        var until = (clock.GetUtcNow() - Settled).ToUnixTimeMilliseconds() / Day * Day;
        var due = await DueAsync(until, stopping);
        if (due.Count == 0) return;
        var byId = index.All.ToDictionary(series => series.Id);
        await using var scan = await store.ScanAsync(stopping);
        foreach (var page in due.Chunk(Page))
        {
            var rows = new List<MetricRollUpRow>();
            foreach (var (id, day) in page)
            {
                if (byId.TryGetValue(id, out var series)) await SumUpAsync(scan, series, day * Day, rows, stopping);
            }

            await SaveAsync(rows, stopping);
        }

        log.RolledUp(due.Count);
    }

    /// <summary>Days of series that have chunks and no sum yet.</summary>
    private async Task<List<(long Series, long Day)>> DueAsync(long until, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var newest = await db.Set<MetricRollUpRow>().Where(row => row.Step == 3600).MaxAsync(row => (long?)row.Start, stopping) ?? 0;
        var from = newest - Day;
        var days = await db.Set<MetricChunkRow>().Where(chunk => chunk.End >= from && chunk.Start < until)
            .Select(chunk => new { chunk.Series, First = chunk.Start / Day, Last = chunk.End / Day }).Distinct().ToListAsync(stopping);
        var done = (await db.Set<MetricRollUpRow>().Where(row => row.Step == 3600 && row.Start >= from).Select(row => new { row.Series, row.Start }).ToListAsync(stopping))
            .Select(row => (row.Series, row.Start / Day)).ToHashSet();
        return [.. days.SelectMany(span => Enumerable.Range(0, (int)(span.Last - span.First) + 1).Select(more => (span.Series, Day: span.First + more))).Distinct()
            .Where(found => found.Day * Day < until && found.Day * Day >= from && !done.Contains(found))];
    }

    private static async Task SumUpAsync(MetricScan scan, MetricSeries series, long start, List<MetricRollUpRow> rows, CancellationToken stopping)
    {
        var (minutes, hours) = (new Bucketing(300_000), new Bucketing(3_600_000));
        await scan.RunAsync(series, start, start + Day - 1, samples =>
        {
            minutes.Add(samples);
            hours.Add(samples);
        }, stopping);
        if (minutes.Buckets.Count == 0) return;
        rows.Add(new() { Series = series.Id, Step = 300, Start = start, Bytes = RollUpBlock.Write(minutes.Buckets) });
        rows.Add(new() { Series = series.Id, Step = 3600, Start = start, Bytes = RollUpBlock.Write(hours.Buckets) });
    }

    private async Task SaveAsync(List<MetricRollUpRow> rows, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        await db.InsertManyAsync(rows, stopping);
        await transaction.CommitAsync(stopping);
    }
}

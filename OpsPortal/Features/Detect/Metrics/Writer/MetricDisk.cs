using System.Buffers;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Storage;
using OpsPortal.Storage.Bulk;

namespace OpsPortal.Features.Detect.Metrics.Writer;

/// <summary>What the writer does with the database.</summary>
internal sealed class MetricDisk(IDbContextFactory<OpsDb> databases, SeriesIndex index, TimeProvider clock)
{
    /// <summary>An open chunk that spans this long is completed at the next checkpoint, however few samples it has.</summary>
    private static readonly TimeSpan LongestOpen = TimeSpan.FromHours(2);

    /// <summary>With more open chunks than this, small ones are completed too: carrying them over would cost more than they save.</summary>
    private const int ManyOpen = 20_000;

    private const int SmallChunk = 60;

    /// <summary>One row of what is carried over is about this large.</summary>
    private const int CarryRow = 4 << 20;

    /// <summary>Reads every series and what the log holds. Returns the next id.</summary>
    public async Task<long> LoadAsync(CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        index.Clear();
        var byId = new Dictionary<long, MetricSeries>();
        await foreach (var row in db.Set<MetricSeriesRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(stopping))
        {
            var series = new MetricSeries(row.Id, row.Labels, row.Source);
            byId[row.Id] = series;
            index.Add(series);
        }

        await foreach (var row in db.Set<MetricLogRow>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Bytes).AsAsyncEnumerable().WithCancellation(stopping))
        {
            MetricLog.Replay(row, (id, samples) =>
            {
                if (byId.TryGetValue(id, out var series)) series.Restore(samples);
            });
        }

        foreach (var series in byId.Values.Where(series => series.LastAt > 0)) series.Remember(series.LastAt);
        return byId.Count == 0 ? 1 : byId.Keys.Max() + 1;
    }

    /// <summary>Looks up the newest sample of series that have been silent since the start.</summary>
    public async Task RecallAsync(IEnumerable<MetricSeries> unknown, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var series in unknown)
        {
            var last = await db.Set<MetricChunkRow>().Where(chunk => chunk.Series == series.Id).OrderByDescending(chunk => chunk.Start).Select(chunk => chunk.End).FirstOrDefaultAsync(stopping);
            series.Remember(last);
        }
    }

    public async Task CommitAsync(MetricBatch batch, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        using var turn = await db.Gate.EnterAsync(stopping);
        await using var transaction = await db.Database.BeginTransactionAsync(stopping);
        var now = clock.GetUtcNow();
        await db.InsertManyAsync([.. batch.New.Select(series => new MetricSeriesRow { Id = series.Id, Labels = series.Labels, Source = series.Source, CreatedAt = now })], stopping);
        db.Add(new MetricLogRow { Bytes = batch.Log.WrittenSpan.ToArray() });
        await db.SaveChangesAsync(stopping);

        // Past this point a shutdown must not leave us in doubt about what is stored.
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Puts what is complete into chunks and begins the log anew with what is not. Returns the bytes carried over.</summary>
    public async Task<long> CheckpointAsync(CancellationToken stopping)
    {
        var least = index.Count > ManyOpen ? SmallChunk : ChunkWriter.Most;
        var complete = index.All.Select(series => (Series: series, Chunks: series.Collect(least, LongestOpen))).Where(held => held.Chunks.Count > 0).ToList();
        var retired = index.TakeRetired();
        await using var db = await databases.CreateDbContextAsync(stopping);
        long carried;
        using (await db.Gate.EnterAsync(stopping))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stopping);
            await db.InsertManyAsync([.. complete.SelectMany(held => held.Chunks.Select(chunk => new MetricChunkRow { Series = held.Series.Id, Start = chunk.Start, End = chunk.End, Bytes = chunk.Bytes }))], stopping);
            foreach (var ids in retired.Select(series => series.Id).Chunk(500)) await db.Set<MetricSeriesRow>().Where(row => EF.Parameter(ids).Contains(row.Id)).ExecuteDeleteAsync(stopping);
            await db.Set<MetricLogRow>().ExecuteDeleteAsync(stopping);
            carried = Carry(db);
            await db.SaveChangesAsync(stopping);
            await transaction.CommitAsync(CancellationToken.None);
        }

        foreach (var (series, chunks) in complete) series.Release(chunks.Count);
        foreach (var series in retired) index.Remove(series);
        return carried;
    }

    private long Carry(OpsDb db)
    {
        var (row, total) = (new ArrayBufferWriter<byte>(1 << 16), 0L);
        foreach (var series in index.All)
        {
            if (series.Carry() is not { } chunk) continue;
            if (row.WrittenCount == 0) MetricLog.BeginChunks(row);
            MetricLog.Add(row, series.Id, chunk);
            if (row.WrittenCount > CarryRow) Flush();
        }

        if (row.WrittenCount > 0) Flush();
        return total;

        void Flush()
        {
            db.Add(new MetricLogRow { Bytes = row.WrittenSpan.ToArray() });
            total += row.WrittenCount;
            row.ResetWrittenCount();
        }
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Writer;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Metrics.Store;

/// <summary>One series as it is read.</summary>
/// <param name="Buckets">Oldest first.</param>
internal sealed record SeriesBuckets(LabelSet Labels, IReadOnlyList<Bucket> Buckets);

/// <summary>The metrics of the portal: appending and reading.</summary>
internal sealed class MetricStore(MetricPath path, SeriesIndex index, MetricFeedback feedback, IDbContextFactory<OpsDb> databases)
{
    /// <summary>More series than this are not read at once.</summary>
    public const int MostRead = 1000;

    private const long FiveMinutes = 300_000;
    private const long Hour = 3_600_000;

    /// <inheritdoc cref="MetricPath.AppendAsync"/>
    public Task<Appended> AppendAsync(string source, IReadOnlyList<MetricPoint> points, CancellationToken stopping) => path.AppendAsync(source, points, stopping);

    /// <summary>The series that a selector means, in a stable order.</summary>
    public async Task<IReadOnlyList<MetricSeries>> FindAsync(MetricSelector selector, CancellationToken stopping)
    {
        await feedback.WhenReady.WaitAsync(stopping);
        return index.Find(selector);
    }

    /// <summary>Names of metrics that begin with a text.</summary>
    public IReadOnlyList<string> Names(string beginning, int most) => index.Names(beginning, most);

    /// <summary>Opens a stream over samples; for many series one after another.</summary>
    public async Task<MetricScan> ScanAsync(CancellationToken stopping)
    {
        await feedback.WhenReady.WaitAsync(stopping);
        return new(await databases.CreateDbContextAsync(stopping));
    }

    /// <summary>Reads series in steps; long-past days, and wide steps, from their roll-ups.</summary>
    /// <param name="from">Milliseconds since 1970 UTC, included; <paramref name="to"/> likewise.</param>
    /// <param name="step">Width of a bucket in milliseconds; 0: every sample.</param>
    public async Task<IReadOnlyList<SeriesBuckets>> ReadAsync(MetricSelector selector, long from, long to, long step, CancellationToken stopping)
    {
        var read = new List<SeriesBuckets>();
        await using var scan = await ScanAsync(stopping);
        await using var db = await databases.CreateDbContextAsync(stopping);
        foreach (var series in (await FindAsync(selector, stopping)).Take(MostRead))
        {
            var buckets = new Bucketing(step);
            var rest = step >= FiveMinutes ? await RolledUpAsync(db, series.Id, from, to, step, buckets, stopping) : from;
            if (rest <= to) await scan.RunAsync(series, rest, to, buckets.Add, stopping);
            if (buckets.Buckets.Count > 0) read.Add(new(series.Labels, buckets.Buckets));
        }

        return read;
    }

    /// <summary>Adds what is summed up already; returns from when on samples must be read.</summary>
    private static async Task<long> RolledUpAsync(OpsDb db, long series, long from, long to, long step, Bucketing buckets, CancellationToken stopping)
    {
        var width = step >= Hour ? 3600 : 300;
        var day = from - (from % (24 * Hour));
        var rest = from;
        await foreach (var row in db.Set<MetricRollUpRow>().AsNoTracking().Where(row => row.Series == series && row.Step == width && row.Start >= day && row.Start <= to)
            .OrderBy(row => row.Start).AsAsyncEnumerable().WithCancellation(stopping))
        {
            foreach (var bucket in RollUpBlock.Read(row.Bytes))
            {
                if (bucket.At >= from && bucket.At <= to) buckets.Add(bucket);
            }

            rest = row.Start + (24 * Hour);
        }

        return rest;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Metrics;

/// <summary>What has been acknowledged is there: now, after a kill, after a checkpoint, after roll-up.</summary>
public abstract class KeepingMetrics(TestDatabase database) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        await using var db = database.Open();
        await db.Set<MetricLogRow>().ExecuteDeleteAsync();
        await db.Set<MetricChunkRow>().ExecuteDeleteAsync();
        await db.Set<MetricRollUpRow>().ExecuteDeleteAsync();
        await db.Set<MetricSeriesRow>().ExecuteDeleteAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Reads_back_what_was_appended()
    {
        await using var bench = await StoreBench.StartAsync(database, _clock);
        var answer = await bench.AppendAsync([.. Points(bench.Now - 3_000_000, 200)]);
        Assert.Equal(new Appended(Taken.Stored, 0, ""), answer);
        var read = await bench.ReadAsync("disk{mount=~\"/da.*\"}", 0, bench.Now);
        Assert.Equal(Enumerable.Range(0, 200).Select(at => (double)at), read.Select(bucket => bucket.Mean));
        Assert.Empty(await bench.ReadAsync("disk{mount!=\"/data\"}", 0, bench.Now));
    }

    [Fact]
    public async Task Loses_nothing_of_it_when_killed_before_and_after_a_checkpoint()
    {
        var expected = new List<double>();
        long at;
        await using (var bench = await StoreBench.StartAsync(database, _clock))
        {
            at = bench.Now - 20_000_000;
            await bench.AppendAsync([.. Points(at, 700)]);
        }

        await using (var bench = await StoreBench.StartAsync(database, _clock))
        {
            Assert.Equal(700, (await bench.ReadAsync("disk", 0, bench.Now)).Count);
            await bench.CheckpointAsync();
            Assert.Equal(700, (await bench.ReadAsync("disk", 0, bench.Now)).Count);
            await bench.AppendAsync([.. Points(at + (700 * 15_000), 10)]);
        }

        await using var last = await StoreBench.StartAsync(database, _clock);
        expected.AddRange(Enumerable.Range(0, 700).Concat(Enumerable.Range(0, 10)).Select(value => (double)value));
        Assert.Equal(expected, (await last.ReadAsync("disk", 0, last.Now)).Select(bucket => bucket.Mean));
        await using var db = database.Open();
        Assert.Equal(1, await db.Set<MetricChunkRow>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Gives_only_the_part_that_was_asked_for()
    {
        await using var bench = await StoreBench.StartAsync(database, _clock);
        var at = bench.Now - 20_000_000;
        await bench.AppendAsync([.. Points(at, 1000)]);
        await bench.CheckpointAsync();
        var read = await bench.ReadAsync("disk", at + (490 * 15_000), at + (980 * 15_000));
        Assert.Equal((490.0, 980.0, 491), (read[0].Mean, read[^1].Mean, read.Count));
    }

    [Fact]
    public async Task Refuses_what_comes_twice_too_early_or_too_late_and_keeps_the_rest()
    {
        await using var bench = await StoreBench.StartAsync(database, _clock);
        var labels = StoreBench.Labels("a");
        await bench.AppendAsync(new MetricPoint(labels, bench.Now - 10, 1));
        var answer = await bench.AppendAsync(new(labels, bench.Now - 10, 2), new(labels, bench.Now + 86_400_000, 3), new(labels, 1000, 4), new(labels, bench.Now, 5));
        Assert.Equal((Taken.Stored, 3), (answer.Outcome, answer.Rejected));
        Assert.Contains("later one", answer.Why, StringComparison.Ordinal);
        Assert.Equal([1, 5], (await bench.ReadAsync("a", 0, bench.Now)).Select(bucket => bucket.Mean));
    }

    [Fact]
    public async Task Remembers_the_newest_sample_over_a_restart_when_only_chunks_are_left()
    {
        long at;
        await using (var bench = await StoreBench.StartAsync(database, _clock))
        {
            at = bench.Now - 10_000_000;
            await bench.AppendAsync([.. Points(at, 480)]);
            await bench.CheckpointAsync();
        }

        await using var again = await StoreBench.StartAsync(database, _clock);
        Assert.Equal(480, (await again.AppendAsync([.. Points(at, 480)])).Rejected);
    }

    [Fact]
    public async Task Bounds_the_different_series_of_one_source_and_says_what_to_do()
    {
        await using var bench = await StoreBench.StartAsync(database, _clock, new() { MostSeriesPerSource = 5 });
        var answer = await bench.AppendAsync([.. Enumerable.Range(0, 8).Select(i => new MetricPoint(StoreBench.Labels("a", ("request", $"{i}")), bench.Now, 1))]);
        Assert.Equal(3, answer.Rejected);
        Assert.Contains("Remove a label", answer.Why, StringComparison.Ordinal);
        Assert.Equal(Taken.Stored, (await bench.Store.AppendAsync("other", [new(StoreBench.Labels("b"), bench.Now, 1)], TestContext.Current.CancellationToken)).Outcome);
    }

    [Fact]
    public async Task Sums_days_up_and_reads_wide_steps_the_same_from_either()
    {
        await using var bench = await StoreBench.StartAsync(database, _clock);
        var at = (bench.Now / 86_400_000 * 86_400_000) - 86_400_000;
        await bench.AppendAsync([.. Points(at, 5760)]);
        await bench.CheckpointAsync();
        var raw = await bench.ReadAsync("disk", at, at + 86_400_000, 300_000);
        await bench.RollUpAsync();
        await bench.RollUpAsync();
        await using (var db = database.Open())
        {
            Assert.Equal(2, await db.Set<MetricRollUpRow>().CountAsync(TestContext.Current.CancellationToken));
            await db.Set<MetricChunkRow>().ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(raw, await bench.ReadAsync("disk", at, at + 86_400_000, 300_000));
        Assert.Equal(24, (await bench.ReadAsync("disk", at, at + 86_400_000, 3_600_000)).Count);
    }

    [Fact]
    public async Task Forgets_what_is_older_than_it_is_kept_and_series_of_which_nothing_is_left()
    {
        await using (var bench = await StoreBench.StartAsync(database, _clock))
        {
            await bench.AppendAsync([.. Points(bench.Now - 10_000_000, 480)]);
            await bench.CheckpointAsync();
        }

        _clock.Advance(TimeSpan.FromDays(40));
        await using var later = await StoreBench.StartAsync(database, _clock);
        await later.RetainAsync();
        await later.CheckpointAsync();
        await using var db = database.Open();
        Assert.Equal((0, 0), (await db.Set<MetricChunkRow>().CountAsync(TestContext.Current.CancellationToken), await db.Set<MetricSeriesRow>().CountAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(0, later.Index.Count);
    }

    private static IEnumerable<MetricPoint> Points(long from, int count) =>
        Enumerable.Range(0, count).Select(at => new MetricPoint(StoreBench.Labels("disk", ("mount", "/data")), from + (at * 15_000L), at));
}

public sealed class KeepingMetricsOnSqlite(SqliteDatabase database) : KeepingMetrics(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingMetricsOnPostgres(PostgresDatabase database) : KeepingMetrics(database), IClassFixture<PostgresDatabase>;

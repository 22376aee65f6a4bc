using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Traces;

/// <summary>Which traces stay, whole and in order, and which go.</summary>
public abstract class KeepingTraces(TestDatabase database) : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(new(2026, 11, 24, 12, 1, 0, TimeSpan.Zero));

    public async ValueTask InitializeAsync()
    {
        await using var db = database.Open();
        await db.Set<TraceRow>().ExecuteDeleteAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Puts_a_trace_together_that_came_in_pieces_out_of_order_and_over_a_restart()
    {
        await using (var first = await TraceBench.StartAsync(database, _clock))
        {
            await first.SendAsync(1, first.Span(4, 3, "SELECT orders", 60, 1200, "order-database", SpanKind.Client), first.Span(3, 2, "Charge card", 50, 1300, "payments", SpanKind.Server));
            Assert.Equal(["Charge card", "  SELECT orders"], await first.WaterfallAsync(1));
        }

        await using var bench = await TraceBench.StartAsync(database, _clock);
        await bench.SendAsync(1, bench.Span(5, 1, "Send mail", 1400, 50, "mail"));
        await bench.SendAsync(1, bench.Span(2, 1, "POST /charge", 40, 1320), bench.Span(1, 0, "POST /orders", 0, 1500));
        Assert.Equal(["POST /orders", "  POST /charge", "    Charge card", "      SELECT orders", "  Send mail"], await bench.WaterfallAsync(1));
        var listed = Assert.Single(await bench.Queries.AroundAsync(["payments"], bench.Now.AddHours(-1), bench.Now, 10, 0, TestContext.Current.CancellationToken));
        Assert.Equal(("POST /orders", "checkout", 1500.0, 5, true), (listed.Name, listed.Service, listed.Took.TotalMilliseconds, listed.Spans, listed.Slow));
    }

    [Fact]
    public async Task Keeps_everything_a_span_tells()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock);
        var told = bench.Span(1, 0, "GET /größe", 0, 20, "checkout", SpanKind.Server, failed: true) with { Attributes = [new("http.route", "/größe"), new("empty", "")] };
        await bench.SendAsync(1, told);
        var kept = Assert.Single((await bench.Queries.ReadAsync(TraceBench.Id(1), TestContext.Current.CancellationToken))!.Value.Spans.Lines).Span;
        Assert.Equal(told with { Attributes = [] }, kept with { Attributes = [] });
        Assert.Equal(told.Attributes, kept.Attributes);
    }

    [Fact]
    public async Task Shows_a_span_once_that_was_sent_twice()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock);
        var span = bench.Span(1, 0, "GET /", 0, 2000);
        await bench.SendAsync(1, span);
        await bench.SendAsync(1, span);
        Assert.Equal(["GET /"], await bench.WaterfallAsync(1));
    }

    [Fact]
    public async Task Keeps_what_is_slow_or_failed_and_of_the_ordinary_a_bounded_sample()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock, new() { SamplePerService = 2 });
        for (var i = 0; i < 40; i++) await bench.SendAsync(100 + i, bench.Span(1, 0, $"GET /{i % 4}", 0, 10));
        await bench.SendAsync(1, bench.Span(1, 0, "Slow beginning", 0, 1000));
        await bench.SendAsync(2, bench.Span(1, 9, "Slow answer", 0, 1000, kind: SpanKind.Server));
        await bench.SendAsync(3, bench.Span(1, 0, "Failed", 0, 5, failed: true));
        await bench.SendAsync(4, bench.Span(1, 9, "Slow, but nobody waits", 0, 5000, kind: SpanKind.Internal));
        await bench.SettleAsync();
        Assert.Equal(44, await CountAsync());

        _clock.Advance(TimeSpan.FromSeconds(31));
        await bench.SettleAsync();
        var kept = (await bench.NamesAsync()).ToList();
        Assert.Equal(["Failed", "Slow answer", "Slow beginning"], kept.Take(3).Order(StringComparer.Ordinal));
        Assert.Equal("Failed", kept[0]);
        Assert.Equal(2, kept.Skip(3).Distinct().Count());
        Assert.Equal((5, 39), (kept.Count, bench.Dropped("ordinary")));

        // The stretch is full: others of it do not get in later. The next one begins anew.
        await bench.SendAsync(5, bench.Span(1, 0, "GET /new", 0, 10));
        _clock.Advance(TimeSpan.FromSeconds(31));
        await bench.SettleAsync();
        Assert.DoesNotContain("GET /new", await bench.NamesAsync());
        _clock.Advance(TimeSpan.FromMinutes(5));
        await bench.SendAsync(6, bench.Span(1, 0, "GET /newer", 0, 10));
        _clock.Advance(TimeSpan.FromSeconds(31));
        await bench.SettleAsync();
        Assert.Contains("GET /newer", await bench.NamesAsync());
    }

    [Fact]
    public async Task Leaves_no_span_behind_of_a_trace_that_goes()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock, new() { SamplePerService = 0 });
        await bench.SendAsync(1, bench.Span(1, 0, "GET /", 0, 10), bench.Span(2, 1, "SELECT", 0, 10, "order-database"));
        _clock.Advance(TimeSpan.FromSeconds(31));
        await bench.SettleAsync();
        await using var db = database.Open();
        Assert.Equal((0, 0), (await db.Set<TraceSpansRow>().CountAsync(TestContext.Current.CancellationToken), await db.Set<TraceShareRow>().CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Keeps_an_ordinary_looking_trace_whose_slow_beginning_comes_last()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock, new() { SamplePerService = 0 });
        await bench.SendAsync(1, bench.Span(2, 1, "SELECT", 100, 10, "order-database"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        await bench.SendAsync(1, bench.Span(1, 0, "GET /", 0, 3000));
        _clock.Advance(TimeSpan.FromSeconds(40));
        await bench.SettleAsync();
        Assert.Equal(["GET /"], await bench.NamesAsync("order-database"));
        Assert.Equal(2, (await bench.WaterfallAsync(1)).Count());
    }

    [Fact]
    public async Task Bounds_the_spans_of_one_trace_and_says_so()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock, new() { MostSpans = 10 });
        var taken = await bench.SendAsync(1, [.. Enumerable.Range(1, 13).Select(id => bench.Span(id, 0, "GET /", 0, 2000))]);
        Assert.Equal((Taken.Stored, 3, "A trace has at most 10 spans; the others were not taken."), (taken.Outcome, taken.Rejected, taken.Why));
        Assert.Equal(1, (await bench.SendAsync(1, bench.Span(20, 0, "GET /", 0, 2000))).Rejected);
    }

    [Fact]
    public async Task Forgets_what_is_older_than_it_is_kept()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock);
        await bench.SendAsync(1, bench.Span(1, 0, "Old", 0, 2000));
        _clock.Advance(TimeSpan.FromDays(6));
        await bench.SendAsync(2, bench.Span(1, 0, "Younger", 0, 2000));
        _clock.Advance(TimeSpan.FromDays(2));
        await bench.RetainAsync();
        Assert.Empty(await bench.WaterfallAsync(1));
        Assert.Equal(["Younger"], await bench.WaterfallAsync(2));
        Assert.Equal(1, bench.Dropped("age"));
    }

    [Fact]
    public async Task Lets_the_oldest_go_when_there_are_more_than_fit()
    {
        await using var bench = await TraceBench.StartAsync(database, _clock, new() { KeepMegabytes = 1 });
        var random = new Random(17);
        for (var trace = 1; trace <= 3; trace++)
        {
            var noise = Enumerable.Range(1, 1000).Select(id => bench.Span(id, 0, "GET /", 0, 2000) with { Attributes = [new Label("noise", Convert.ToBase64String(Noise(random, 375)))] });
            await bench.SendAsync(trace, [.. noise]);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await bench.RetainAsync();
        Assert.Empty(await bench.WaterfallAsync(1));
        Assert.NotEmpty(await bench.WaterfallAsync(3));
        await using var db = database.Open();
        Assert.InRange(await db.Set<TraceRow>().SumAsync(trace => trace.Bytes, TestContext.Current.CancellationToken), 1, 1024 * 1024);
    }

    [Fact]
    public async Task Says_that_it_is_full_when_nobody_makes_room()
    {
        var (path, bench) = (new TracePath(), await TraceBench.StartAsync(database, _clock));
        await using var running = bench;
        var span = new ArrivedSpan(TraceBench.Id(1), bench.Span(1, 0, "GET /", 0, 1));
        var waiting = Enumerable.Range(0, TracePath.Capacity).Select(_ => path.TakeAsync([span], TestContext.Current.CancellationToken)).ToList();
        Assert.Equal(Taken.Full, (await path.TakeAsync([span], TestContext.Current.CancellationToken)).Outcome);
        Assert.All(waiting, sender => Assert.False(sender.IsCompleted));
    }

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private async Task<int> CountAsync()
    {
        await using var db = database.Open();
        return await db.Set<TraceRow>().CountAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class KeepingTracesOnSqlite(SqliteDatabase database) : KeepingTraces(database), IClassFixture<SqliteDatabase>;

public sealed class KeepingTracesOnPostgres(PostgresDatabase database) : KeepingTraces(database), IClassFixture<PostgresDatabase>;

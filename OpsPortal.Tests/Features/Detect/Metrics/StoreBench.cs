using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Metrics.Codec;
using OpsPortal.Features.Detect.Metrics.Jobs;
using OpsPortal.Features.Detect.Metrics.Series;
using OpsPortal.Features.Detect.Metrics.Store;
using OpsPortal.Features.Detect.Metrics.Writer;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Metrics;

/// <summary>A store of metrics with its writer running, on a database that outlives it.</summary>
internal sealed class StoreBench : IAsyncDisposable
{
    private readonly MetricWriter _writer;
    private readonly MetricDisk _disk;
    private readonly TestDatabase _database;
    private readonly IOptions<MetricOptions> _options;

    public StoreBench(TestDatabase database, FakeTimeProvider clock, MetricOptions? options = null)
    {
        (_database, Clock, _options) = (database, clock, Microsoft.Extensions.Options.Options.Create(options ?? new()));
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var feedback = new MetricFeedback(meters, Index, clock, NullLogger<MetricFeedback>.Instance);
        var path = new MetricPath();
        _disk = new(database.Contexts, Index, clock);
        _writer = new(path, _disk, Index, _options, feedback);
        Store = new(path, Index, feedback, database.Contexts);
    }

    public FakeTimeProvider Clock { get; }

    public SeriesIndex Index { get; } = new();

    public MetricStore Store { get; }

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<StoreBench> StartAsync(TestDatabase database, FakeTimeProvider clock, MetricOptions? options = null)
    {
        var bench = new StoreBench(database, clock, options);
        await bench._writer.StartAsync(CancellationToken.None);
        await bench.Store.FindAsync(new("none", []), CancellationToken.None);
        return bench;
    }

    /// <summary>Only while nobody appends.</summary>
    public Task CheckpointAsync() => _disk.CheckpointAsync(CancellationToken.None);

    public Task RollUpAsync() => new RollUpMetrics(_database.Contexts, Store, Index, Clock, NullLogger<RollUpMetrics>.Instance).RunAsync(CancellationToken.None);

    public Task RetainAsync() => new RetainMetrics(_database.Contexts, Index, _options, Clock, NullLogger<RetainMetrics>.Instance).RunAsync(CancellationToken.None);

    public Task<Appended> AppendAsync(params MetricPoint[] points) => Store.AppendAsync("test", points, CancellationToken.None);

    public async Task<IReadOnlyList<Bucket>> ReadAsync(string selector, long from, long to, long step = 0) =>
        (await Store.ReadAsync(Selector(selector), from, to, step, CancellationToken.None)) is [var only] ? only.Buckets : [];

    public static MetricSelector Selector(string text) => Assert.IsType<Outcome<MetricSelector>.Done>(MetricSelector.Parse(text)).Value;

    public static LabelSet Labels(string name, params (string Name, string Value)[] labels) => LabelSet.From([("__name__", name), .. labels]);

    /// <summary>Ends without a word to the writer: nothing is tidied up, as when the process is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
    }
}

using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Traces;
using OpsPortal.Features.Detect.Traces;
using OpsPortal.Features.Detect.Traces.Jobs;
using OpsPortal.Features.Detect.Traces.Store;
using OpsPortal.Features.Detect.Traces.Writer;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Traces;

/// <summary>The store of traces with its writer running, on a database that outlives it.</summary>
internal sealed class TraceBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly IOptions<TraceOptions> _options;
    private readonly TraceFeedback _feedback;
    private readonly TraceWriter _writer;
    private readonly TracePath _path = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Dictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    private TraceBench(TestDatabase database, FakeTimeProvider clock, TraceOptions options)
    {
        (_database, Clock, _options) = (database, clock, Options.Create(options));
        var meters = _meters.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "traces_dropped_total" && instrument.Meter.Scope == meters) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) => _dropped[$"{tags[0].Value}"] = _dropped.GetValueOrDefault($"{tags[0].Value}") + value);
        _listener.Start();
        _feedback = new(meters, _path, NullLogger<TraceFeedback>.Instance);
        _writer = new(_path, new(database.Contexts, _options, clock), _feedback);
        Queries = new(database.Contexts);
    }

    public FakeTimeProvider Clock { get; }

    public TraceQueries Queries { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<TraceBench> StartAsync(TestDatabase database, FakeTimeProvider clock, TraceOptions? options = null)
    {
        var bench = new TraceBench(database, clock, options ?? new());
        await bench._writer.StartAsync(CancellationToken.None);
        return bench;
    }

    /// <summary>The id of a trace of the test's own.</summary>
    public static string Id(int trace) => trace.ToString("x32", CultureInfo.InvariantCulture);

    /// <param name="id">From 1; <paramref name="parent"/> likewise, 0: none.</param>
    public TraceSpan Span(int id, int parent, string name, int at, int took, string service = "checkout", SpanKind kind = SpanKind.Internal, bool failed = false) =>
        new(Hex(id), parent == 0 ? "" : Hex(parent), name, kind, Now.AddMinutes(-1).AddMilliseconds(at), TimeSpan.FromMilliseconds(took), service) { Failed = failed, Message = failed ? "It broke" : "" };

    public Task<SpansTaken> SendAsync(int trace, params TraceSpan[] spans) =>
        _path.TakeAsync([.. spans.Select(span => new ArrivedSpan(Id(trace), span))], CancellationToken.None);

    public Task SettleAsync() => new SettleTraces(_database.Contexts, _options, _feedback, Clock).RunAsync(CancellationToken.None);

    public Task RetainAsync() => new RetainTraces(_database.Contexts, _options, _feedback, Clock).RunAsync(CancellationToken.None);

    /// <summary>How many traces were let go, by reason.</summary>
    public long Dropped(string reason) => _dropped.GetValueOrDefault(reason);

    /// <summary>Everything of a service of the past hour, in the order of the list.</summary>
    public async Task<IEnumerable<string>> NamesAsync(string service = "checkout", int most = 50) =>
        (await Queries.AroundAsync([service], Now.AddHours(-1), Now, most, 5, CancellationToken.None)).Select(trace => trace.Name);

    /// <summary>One trace as its waterfall shows it: a line each, indented by two blanks a level.</summary>
    public async Task<IEnumerable<string>> WaterfallAsync(int trace) =>
        (await Queries.ReadAsync(Id(trace), CancellationToken.None))?.Spans.Lines.Select(line => new string(' ', line.Depth * 2) + line.Span.Name) ?? [];

    /// <summary>Ends without a word to the writer: nothing is tidied up, as when the process is killed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        _listener.Dispose();
        await _meters.DisposeAsync();
    }

    private static string Hex(int id) => id.ToString("x16", CultureInfo.InvariantCulture);
}

using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Features.Detect.Events.Acts;
using OpsPortal.Features.Detect.Maintenance;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Prioritisation.Matrix;
using OpsPortal.Features.Detect.Signals;
using OpsPortal.Features.Detect.Signals.Pipeline;
using OpsPortal.Features.Detect.Signals.Writer;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Telemetry;

namespace OpsPortal.Tests.Features.Detect.Signals;

/// <summary>The signal path by itself on a given database: what an intake sees of it, with a clock that stands still.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly IDbContextFactory<OpsDb> _databases;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private SignalWriter _writer;

    public Workbench(IDbContextFactory<OpsDb> databases)
    {
        _databases = databases;
        Silences = new(databases, Clock);
        Rules = new(databases);
        Catalogue = new(databases, Feed);
        Priorities = new(databases, Catalogue);
        Windows = new(databases, Catalogue, Clock);
        _writer = Writer();
    }

    public FakeTimeProvider Clock { get; } = new(Noon);

    public ChangeFeed Feed { get; } = new();

    public SilenceBook Silences { get; }

    public RuleBook Rules { get; }

    public Catalogue Catalogue { get; }

    public PriorityBook Priorities { get; }

    public WindowBook Windows { get; }

    public SignalPath Path { get; private set; } = new();

    public EventActs Acts => new(_databases, Feed, Clock, NullLogger<EventActs>.Instance);

    public static async Task<Workbench> StartAsync(IDbContextFactory<OpsDb> databases)
    {
        var bench = new Workbench(databases);
        await bench._writer.StartAsync(CancellationToken.None);
        return bench;
    }

    /// <summary>As a killed process: nothing is folded, a new writer finds what the old one left.</summary>
    public async Task RestartAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        Path = new();
        _writer = Writer();
        await _writer.StartAsync(CancellationToken.None);
    }

    public Task<Taken> SendAsync(params Signal[] signals) => Path.TakeAsync(signals, TestContext.Current.CancellationToken);

    public async Task<List<Event>> EventsAsync()
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.Events.AsNoTracking().OrderBy(e => e.Number).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async Task<List<EntryKind>> TimelineAsync(EventNumber number)
    {
        await using var db = await _databases.CreateDbContextAsync();
        return await db.EventEntries.Where(entry => entry.Event == number).OrderBy(entry => entry.Id).Select(entry => entry.Kind).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A signal that fires for five minutes from now on, unless told otherwise.</summary>
    public Signal Firing(string name, string severity = "critical", string summary = "") => new(
        "alertmanager",
        LabelSet.From(("alertname", name), ("severity", severity)),
        LabelSet.From(("summary", summary)),
        Clock.GetUtcNow(),
        Clock.GetUtcNow() + TimeSpan.FromMinutes(5),
        EndIsAssumed: false,
        "");

    public Signal Over(string name, string severity = "critical") => Firing(name, severity) with { EndsAt = Clock.GetUtcNow() };

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        await _meters.DisposeAsync();
        Silences.Dispose();
        Windows.Dispose();
        Rules.Dispose();
        Catalogue.Dispose();
        Priorities.Dispose();
    }

    private SignalWriter Writer()
    {
        var metrics = new IntakeMetrics(_meters.GetRequiredService<IMeterFactory>(), Clock);
        return new(Path, new(new(Rules), new(new(Catalogue)), new(Priorities), new(new(Silences, Windows))), _databases, new(metrics, Feed, NullLogger<SignalWriter>.Instance), Clock);
    }
}

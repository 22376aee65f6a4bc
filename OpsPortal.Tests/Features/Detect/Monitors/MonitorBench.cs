using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.EarlyLife.Tightening;
using OpsPortal.Features.Detect.Metrics;
using OpsPortal.Features.Detect.Monitors;
using OpsPortal.Features.Detect.Monitors.Acts;
using OpsPortal.Features.Detect.Monitors.Evaluation;
using OpsPortal.Features.Detect.Monitors.History;
using OpsPortal.Features.Detect.Monitors.Looking;
using OpsPortal.Features.Detect.Monitors.Probes;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Outgoing;
using OpsPortal.Tests.Features.Detect.Metrics;
using OpsPortal.Tests.Features.Detect.Signals;
using OpsPortal.Tests.Support;
using Monitor = OpsPortal.Domain.Detect.Monitors.Monitor;

namespace OpsPortal.Tests.Features.Detect.Monitors;

/// <summary>Monitors, their store and the signal path together on a given database, on a clock that stands still.</summary>
internal sealed class MonitorBench : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private MonitorBench(TestDatabase database, Workbench signals, StoreBench store)
    {
        (_database, Signals, Store) = (database, signals, store);
        var desk = new MonitorDesk(database.Contexts, signals.Path, signals.Feed, Clock, NullLogger<MonitorDesk>.Instance);
        (Create, Change, Enable, Delete) = (new(desk), new(desk), new(desk), new(desk));
        var probes = new ProbeRunner(Connect(), Clock);
        History = new(store.Store, new(Connect()));
        var evaluator = new Evaluator(new(probes, new(database.Contexts), store.Store, Clock), History, new(new(History, Clock), Clock), Tighter = new TightenedNow(database.Contexts, signals.Feed, Clock, NullLogger<TightenedNow>.Instance), Clock);
        Round = new(database.Contexts, evaluator, signals.Path, new(_meters.GetRequiredService<IMeterFactory>(), signals.Feed, NullLogger<RoundFeedback>.Instance), Clock);
        BackTest = new(History, new(database.Contexts), database.Contexts, Clock);
        Queries = new(database.Contexts);
    }

    /// <summary>May do everything.</summary>
    public static Actor Operator { get; } = new(new(Guid.Parse("0193a000-0000-7000-8000-000000000002")), "Olga", "olga@example.org", Permissions.All, "10.0.0.9");

    public Workbench Signals { get; }

    public StoreBench Store { get; }

    public FakeTimeProvider Clock => Signals.Clock;

    public CreateMonitor Create { get; }

    public ChangeMonitor Change { get; }

    public EnableMonitor Enable { get; }

    public DeleteMonitor Delete { get; }

    public HistoryReader History { get; }

    public MonitorRound Round { get; }

    public TightenedNow Tighter { get; }

    public BackTestMonitor BackTest { get; }

    public MonitorQueries Queries { get; }

    public static async Task<MonitorBench> StartAsync(TestDatabase database)
    {
        await database.EmptyAsync();
        await using (var db = database.Open())
        {
            await db.Set<Monitor>().ExecuteDeleteAsync();
            await db.Set<MonitorRun>().ExecuteDeleteAsync();
            await db.Set<MonitorSeriesState>().ExecuteDeleteAsync();
            await db.Set<MonitorTurn>().ExecuteDeleteAsync();
            await db.Set<MetricLogRow>().ExecuteDeleteAsync();
            await db.Set<MetricChunkRow>().ExecuteDeleteAsync();
            await db.Set<MetricRollUpRow>().ExecuteDeleteAsync();
            await db.Set<MetricSeriesRow>().ExecuteDeleteAsync();
        }

        return await AgainAsync(database);
    }

    /// <summary>As after a restart of the portal: everything is read from the database.</summary>
    /// <param name="at">The time then; null: noon.</param>
    public static async Task<MonitorBench> AgainAsync(TestDatabase database, DateTimeOffset? at = null)
    {
        var signals = await Workbench.StartAsync(database.Contexts);
        if (at is { } then) signals.Clock.SetUtcNow(then);
        return new(database, signals, await StoreBench.StartAsync(database, signals.Clock));
    }

    /// <summary>Connects to the loopback, as in Development.</summary>
    public static GuardedConnect Connect(params string[] allow) =>
        new(new(Microsoft.Extensions.Options.Options.Create(new OutgoingOptions { Allow = allow.Length > 0 ? allow : ["127.0.0.0/8", "::1/128"] })));

    public static MonitorDraft Disk(params Level[] levels) => new()
    {
        Name = "Disk is full",
        Kind = MonitorKind.Capacity,
        Target = new MetricTarget("disk_used"),
        Levels = levels.Length > 0 ? levels : [new(MonitorSeverity.Warning, Side.Above, 80, 75), new(MonitorSeverity.Critical, Side.Above, 95)],
        For = TimeSpan.FromSeconds(60),
        Every = TimeSpan.FromSeconds(30),
    };

    public async Task<Monitor> SetUpAsync(MonitorDraft draft) => Assert.IsType<Outcome<Monitor>.Done>(await Create.RunAsync(Operator, draft, CancellationToken.None)).Value;

    /// <summary>Lets time pass in steps of half a minute; at each a value comes in and what is due is evaluated.</summary>
    public async Task LiveAsync(int steps, double? value, string service = "shop", string instance = "db-7")
    {
        for (var step = 0; step < steps; step++)
        {
            if (value is { } measured) await FeedAsync(TimeSpan.FromSeconds(30), measured, service, instance);
            else Clock.Advance(TimeSpan.FromSeconds(30));
            await EvaluateAsync();
        }
    }

    /// <summary>Lets time pass and a value come in; nothing is evaluated.</summary>
    public async Task FeedAsync(TimeSpan after, double value, string service = "shop", string instance = "db-7")
    {
        Clock.Advance(after);
        await Store.AppendAsync(new MetricPoint(StoreBench.Labels("disk_used", ("service", service), ("instance", instance)), Store.Now, value));
    }

    public async Task EvaluateAsync()
    {
        await Round.RunAsync(goingOut: false, CancellationToken.None);
        await Round.RunAsync(goingOut: true, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Tighter.Dispose();
        await Store.DisposeAsync();
        await Signals.DisposeAsync();
        await _meters.DisposeAsync();
    }
}

using System.Globalization;
using OpsPortal.Benchmarks.Approvals;
using OpsPortal.Benchmarks.Audit;
using OpsPortal.Benchmarks.Calendar;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Deployments;
using OpsPortal.Benchmarks.Estate;
using OpsPortal.Benchmarks.Gateway;
using OpsPortal.Benchmarks.Handoff;
using OpsPortal.Benchmarks.Home;
using OpsPortal.Benchmarks.Intake;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Metrics;
using OpsPortal.Benchmarks.Pipeline;
using OpsPortal.Benchmarks.Planning;
using OpsPortal.Benchmarks.Queue;
using OpsPortal.Benchmarks.Reports;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Benchmarks.Start;
using OpsPortal.Benchmarks.Status;
using OpsPortal.Benchmarks.Storm;
using OpsPortal.Benchmarks.Switches;
using OpsPortal.Peers;

// dotnet run -c Release --project OpsPortal.Benchmarks [-- intake|pipeline|storm|crash|browser|queue|metrics|otlp|calendar|planning|catalogue|handoff|approvals|audit|start|status|gateway|features|deployments|step-log|reports|dashboard|wallboards ...] [--quick] [--write]
// dotnet run -c Release --project OpsPortal.Benchmarks send PORT DISTINCT SECONDS: the load alone, against a portal that already runs
// dotnet run -c Release --project OpsPortal.Benchmarks fill DIRECTORY EVENTS: a data directory with so many events, to look at pages with
if (args is [DiscardEndpoint.Argument, var port])
{
    await DiscardEndpoint.ServeAsync(Number(port));
    return 0;
}

if (args is ["send", var to, var distinct, var seconds])
{
    var (target, number, duration) = (new Target(Number(to), ServerPark.IntakeKey), Number(distinct), TimeSpan.FromSeconds(Number(seconds)));
    Console.WriteLine(new LoadGenerator(target, TimeProvider.System).Run(number, "sent", IntakeBenchmark.Connections, duration));
    return 0;
}

if (args is ["fill", var directory, var wanted])
{
    await FilledDatabase.OnSqliteAsync(directory, Scale.Full with { Events = Number(wanted) }, new(Console.Out), TimeProvider.System);
    return 0;
}

var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
var report = new Report(Console.Out);

// Times measured beside other work say nothing about the portal; the reader must be able to tell.
if (File.Exists("/proc/loadavg")) report.Say($"Load of this machine before the run: {File.ReadAllText("/proc/loadavg").Split(' ')[0]} on {Environment.ProcessorCount} processors.");
await using var servers = new ServerPark();
var many = new Lazy<Task<FilledDatabase>>(() => FilledDatabase.OnSqliteAsync(Places.NewFolder("many"), scale, report, TimeProvider.System));
(string Name, Func<Task> RunAsync)[] benchmarks =
[
    ("intake", () => new IntakeBenchmark(servers, scale, TimeProvider.System).RunAsync(report)),
    ("pipeline", () => new PipelineBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("storm", () => new StormBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("crash", () => new CrashBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("browser", () => new BrowserBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("queue", () => new QueueBenchmark(servers, () => many.Value, scale, TimeProvider.System).RunAsync(report)),
    ("metrics", () => new MetricsBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("otlp", () => new WireBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("calendar", () => new CalendarBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("planning", () => Task.Run(() => new PlanningBenchmark(scale).Run(report))),
    ("catalogue", () => new CatalogueBenchmark(scale).RunAsync(report)),
    ("handoff", () => new HandoffBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("approvals", () => new ApprovalBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("audit", () => new AuditBenchmark(servers, scale, TimeProvider.System).RunAsync(report)),
    ("start", () => new StartBenchmark(() => many.Value, scale).RunAsync(report)),
    ("status", () => new StatusBenchmark(scale).RunAsync(report)),
    ("gateway", () => new GatewayBenchmark(scale).RunAsync(report)),
    ("deployments", () => new DeploymentBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("step-log", () => new StepLogBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("reports", () => new ReportsBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("dashboard", () => new DashboardBenchmark(() => many.Value, scale, TimeProvider.System).RunAsync(report)),
    ("wallboards", () => new WallboardBenchmark(scale, TimeProvider.System).RunAsync(report)),
    ("features", () => new FeatureBenchmark(scale, TimeProvider.System).RunAsync(report)),
];

var names = args.Where(argument => !argument.StartsWith('-')).ToArray();
if (names.Except(benchmarks.Select(benchmark => benchmark.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

foreach (var (name, runAsync) in benchmarks.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name))) await runAsync();

if (many.IsValueCreated) (await many.Value).Dispose();
Console.WriteLine($"\n{report.Markdown()}");
if (args.Contains("--write")) await report.WriteAsync(Path.Combine(Places.RepositoryRoot, "docs", "benchmarks.md"), TimeProvider.System.GetUtcNow());
return report.Missed ? 1 : 0;

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

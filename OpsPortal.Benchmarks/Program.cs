using System.Globalization;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Intake;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

// dotnet run -c Release --project OpsPortal.Benchmarks [-- intake|crash|browser|queue|start ...] [--quick] [--write]
if (args is [DiscardEndpoint.Argument, var port])
{
    await DiscardEndpoint.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture));
    return 0;
}

var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
var report = new Report(Console.Out);
await using var servers = new ServerPark();
(string Name, Func<Task> RunAsync)[] benchmarks =
[
    ("intake", () => new IntakeBenchmark(servers, scale, TimeProvider.System).RunAsync(report)),
    ("crash", () => new CrashBenchmark(scale, TimeProvider.System).RunAsync(report)),
];

var names = args.Where(argument => !argument.StartsWith('-')).ToArray();
if (names.Except(benchmarks.Select(benchmark => benchmark.Name)).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"'{unknown}' is none of {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

foreach (var (name, runAsync) in benchmarks.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Name))) await runAsync();

Console.WriteLine($"\n{report.Markdown()}");
if (args.Contains("--write")) await report.WriteAsync(Path.Combine(Places.RepositoryRoot, "docs", "benchmarks.md"), TimeProvider.System.GetUtcNow());
return report.Missed ? 1 : 0;

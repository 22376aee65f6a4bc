using System.Globalization;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Peers;

if (args is ["discard", var port]) { await DiscardEndpoint.ServeAsync(int.Parse(port, CultureInfo.InvariantCulture)); return; }
var servers = new Servers(Directory.CreateTempSubdirectory("bench").FullName);
var generator = (Target t) => new LoadGenerator(t, TimeProvider.System);
foreach (var distinct in new[] { 2000, 50000 })
foreach (var connections in new[] { 1, 2, 4, 8, 16, 32 })
foreach (var which in new[] { "discard", "alertmanager" })
{
    var (process, target) = which == "discard" ? await servers.DiscardAsync(default) : await servers.AlertmanagerAsync(default);
    await using var _ = process;
    generator(target).Run(64, "warm", connections, TimeSpan.FromSeconds(2));
    var cpu = process.Cpu; var own = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
    var r = generator(target).Run(distinct, "a", connections, TimeSpan.FromSeconds(6));
    Console.WriteLine($"{which,-12} {distinct,6} c={connections,2} {r.AlertsPerSecond,10:0}/s refused {r.Refused} first {r.FirstPass?.TotalMilliseconds:0}ms p50 {r.P50.TotalMilliseconds:0.00} p99 {r.P99.TotalMilliseconds:0.00} cpu/M {(process.Cpu-cpu).TotalSeconds/r.Accepted*1e6:0.00} own cpu/M {(System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime-own).TotalSeconds/r.Accepted*1e6:0.00} rss {process.ResidentMiB:0}");
}

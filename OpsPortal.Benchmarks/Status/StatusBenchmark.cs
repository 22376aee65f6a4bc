using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpsPortal.Benchmarks.Load;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Status;

/// <summary>The public page under load, against a static file of the same server: the same sender, the same connections, in alternating rounds.</summary>
internal sealed class StatusBenchmark(Scale scale)
{
    private const double Reach = 5000;

    private const int Connections = 16;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public async Task RunAsync(Report report)
    {
        await using var portal = await PortalProcess.StartAsync();
        using (var caller = new Caller(portal.Url))
        {
            await caller.PostAsync("/api/v1/announcements", new { title = "Slow pages", impact = "Pages load slowly. Your basket is safe.", kind = "Incident", effect = "Degraded" });
            await caller.PostAsync("/api/v1/announcements/ANN-1/publication", new { });
        }

        var target = ServerPark.TargetOf(portal);
        report.Say($"Public page: {scale.Rounds} rounds of {scale.Load.TotalSeconds:0} s, {Connections} connections kept alive.");
        await RoundAsync(target, "/status", WarmUp);
        await RoundAsync(target, "/css/tokens.css", WarmUp);
        List<Round> page = [], file = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            file.Add(await RoundAsync(target, "/css/tokens.css", scale.Load));
            page.Add(await RoundAsync(target, "/status", scale.Load));
        }

        var (ours, theirs) = (Median(page, round => round.PerSecond), Median(file, round => round.PerSecond));
        report.Add(Finding.Held("public status page, cached", $"≥ {Written.PerSecond(Reach)}", Written.PerSecond(ours), ours >= Reach && page.TrueForAll(round => round.Failed == 0), Written.PerSecond(theirs), Written.Times(ours / theirs)));
        report.Add(Finding.Told("median of a request", Written.Milliseconds(TimeSpan.FromMilliseconds(Median(page, round => round.P50.TotalMilliseconds))), Written.Milliseconds(TimeSpan.FromMilliseconds(Median(file, round => round.P50.TotalMilliseconds)))));
        report.Add(Finding.Told("p99 of a request", Written.Milliseconds(TimeSpan.FromMilliseconds(Median(page, round => round.P99.TotalMilliseconds))), Written.Milliseconds(TimeSpan.FromMilliseconds(Median(file, round => round.P99.TotalMilliseconds)))));
    }

    private static Task<Round> RoundAsync(Target target, string path, TimeSpan duration) => Task.Run(() =>
    {
        var request = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{target.Port}\r\nAccept-Encoding: gzip\r\n\r\n"));
        var started = Stopwatch.GetTimestamp();
        var lanes = Enumerable.Range(0, Connections).Select(_ => new Lane(target, request, started, duration)).ToArray();
        var threads = lanes.Select(lane => new Thread(lane.Run) { IsBackground = true, Name = "reader" }).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        var elapsed = Stopwatch.GetElapsedTime(started);
        var waits = lanes.SelectMany(lane => lane.Waits).Order().ToArray();
        return new Round(lanes.Sum(lane => lane.Waits.Count - lane.Failed) / elapsed.TotalSeconds, lanes.Sum(lane => lane.Failed), Percentile.Of(waits, 0.50), Percentile.Of(waits, 0.99));
    });

    private static double Median(List<Round> rounds, Func<Round, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);

    private sealed record Round(double PerSecond, int Failed, TimeSpan P50, TimeSpan P99);

    /// <summary>One reader who asks again as soon as it is answered.</summary>
    private sealed class Lane(Target target, byte[] request, long started, TimeSpan duration)
    {
        public List<TimeSpan> Waits { get; } = new(100_000);

        public int Failed { get; private set; }

        public void Run()
        {
            using var connection = new AlertConnection(target);
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var sent = Stopwatch.GetTimestamp();
                if (connection.Exchange(request) != 200) Failed++;
                Waits.Add(Stopwatch.GetElapsedTime(sent));
            }
        }
    }
}

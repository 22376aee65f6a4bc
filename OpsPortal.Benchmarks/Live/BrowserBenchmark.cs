using System.Net.Http.Headers;
using System.Net.Http.Json;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Live;

/// <summary>From the moment an alert is sent to the moment its row is painted in somebody else's open queue, while a thousand alerts a second pass by.</summary>
internal sealed class BrowserBenchmark(Scale scale, TimeProvider clock)
{
    private const int AlertsPerSecond = 1_000;

    /// <summary>A beat that comes late is not made up for; meant are never fewer than the limit speaks of.</summary>
    private const int Meant = 1_060;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task RunAsync(Report report)
    {
        report.Say($"POST to row: {scale.Probes} probes at {Written.Number(AlertsPerSecond)} alerts a second.");
        await using var portal = await PortalProcess.StartAsync();
        await using var queue = await WatchedQueue.OpenAsync(portal.Url);
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerPark.IntakeKey);
        var (took, lost, rate) = (new List<TimeSpan>(), 0, 0.0);
        await using (var background = new BackgroundLoad(ServerPark.TargetOf(portal), Meant, clock))
        {
            // The first ones find everything cold, as nobody's second look at the queue does.
            for (var warmUp = 0; warmUp < 5; warmUp++) await ProbeAsync(http, queue, 100_000 + warmUp);
            var (before, started) = (background.Accepted, clock.GetTimestamp());
            for (var probe = 0; probe < scale.Probes; probe++)
            {
                if (await ProbeAsync(http, queue, probe) is { } time) took.Add(time);
                else lost++;
            }

            rate = (background.Accepted - before) / clock.GetElapsedTime(started).TotalSeconds;
        }

        took.Sort();
        var (p50, p99) = (Percentile.Of(took, 0.50), Percentile.Of(took, 0.99));
        report.Add(Finding.Held("alerts a second while the queue is watched", $"≥ {Written.PerSecond(AlertsPerSecond)}", Written.PerSecond(rate), rate >= AlertsPerSecond));
        report.Add(Finding.Held("POST to row in another open browser, median", "≤ 300 ms", Written.Milliseconds(p50), took.Count > 0 && p50 <= TimeSpan.FromMilliseconds(300)));
        report.Add(Finding.Held("POST to row in another open browser, p99", "≤ 1 s", Written.Milliseconds(p99), took.Count > 0 && p99 <= TimeSpan.FromSeconds(1)));
        report.Add(Finding.Held($"probes that were not seen within {Patience.TotalSeconds:0} s, of {scale.Probes}", "0", Written.Number(lost), lost == 0));
    }

    /// <summary>Sends one critical alert, waits for its row, and ends it so that the head of the queue stays short.</summary>
    private async Task<TimeSpan?> ProbeAsync(HttpClient http, WatchedQueue queue, int number)
    {
        var name = $"Probe{number:000000}";
        var sent = clock.GetUtcNow();
        await PostAsync(sent.AddMinutes(5));
        var seen = await queue.SeenAsync(name, Patience);
        await PostAsync(clock.GetUtcNow());
        return seen - sent;

        async Task PostAsync(DateTimeOffset ends)
        {
            var alert = new { labels = new { alertname = name, severity = "critical", instance = "probe" }, annotations = new { summary = name }, startsAt = sent, endsAt = ends };
            using var answer = await http.PostAsJsonAsync(new Uri("/api/v2/alerts", UriKind.Relative), new[] { alert });
            answer.EnsureSuccessStatusCode();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Storm;

/// <summary>One database fails, and 300 services that need it, each with its hosts, cry for half a minute: how soon is it one row with the right cause?</summary>
internal sealed class StormBenchmark(Scale scale, TimeProvider clock)
{
    private const int Services = 300, Signals = 50_000, Batch = 64, Senders = 8;
    private const string Cause = "orders-database";
    private const double LargestMegabytes = 600;

    /// <summary>What the watched queue looks for in its rows.</summary>
    private const string Seen = "Probe1";

    /// <summary>The last answer comes a little after the last signal.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(31);

    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30), Reach = TimeSpan.FromSeconds(3), Patience = TimeSpan.FromSeconds(30), LongestPage = TimeSpan.FromMilliseconds(500);

    /// <summary>Every signal is of another host: nothing is a mere repeat.</summary>
    private static readonly string[] Alerts = ["QueriesFail", "LatencyHigh", "ErrorsHigh", "QueueLong"];

    public async Task RunAsync(Report report)
    {
        var signals = scale == Scale.Quick ? Signals / 10 : Signals;
        report.Say($"Storm: {Written.Number(signals)} signals, each of another alert, from {Services} services behind one failing database, in {Lasts.TotalSeconds:0} s.");
        await using var portal = await PortalProcess.StartAsync();
        using var caller = new Caller(portal.Url);
        await caller.ImportAsync(Estate());
        await using var queue = await WatchedQueue.OpenAsync(portal.Url);

        var started = Stopwatch.GetTimestamp();
        var reading = ReadQueueAsync(caller, started);
        var megabytes = 0.0;
        await Parallel.ForEachAsync(Enumerable.Range(0, (signals + Batch - 1) / Batch), new ParallelOptions { MaxDegreeOfParallelism = Senders }, async (number, stopping) =>
        {
            var from = number * Batch;
            var due = Lasts * ((double)from / signals) - Stopwatch.GetElapsedTime(started);
            if (due > TimeSpan.Zero) await Task.Delay(due, clock, stopping);
            await caller.PostAsync("/api/v2/alerts", Enumerable.Range(from, Math.Min(Batch, signals - from)).Select(Alert));
            megabytes = Math.Max(megabytes, portal.ResidentBytes / 1048576.0);
        });
        var last = Stopwatch.GetTimestamp();
        var took = Stopwatch.GetElapsedTime(started, last);
        var (grouped, cause) = await OneGroupAsync(caller, signals, last);
        var pages = await reading;
        pages.Sort();
        var painted = await queue.SeenAsync(Seen, Patience);
        report.Add(Finding.Held("how long the storm takes", $"≤ {Longest.TotalSeconds:0} s", Written.Seconds(took.TotalSeconds), took <= Longest));
        report.Add(Finding.Held("from the last signal to one row", $"≤ {Reach.TotalSeconds:0} s", grouped is { } time ? Written.Seconds(time.TotalSeconds) : "not within 30 s", grouped <= Reach));
        report.Add(Finding.Held("the cause that is named", Cause, cause, cause == Cause));
        report.Add(Finding.Held("the row of the cause in an open queue page", "is shown", painted is null ? "is not" : "is shown", painted is not null));
        report.Add(Finding.Held("first page of the queue by HTTP in the storm, p95", $"≤ {LongestPage.TotalMilliseconds:0} ms", Written.Milliseconds(Percentile.Of(pages, 0.95)), pages.Count > 0 && Percentile.Of(pages, 0.95) <= LongestPage));
        report.Add(Finding.Held("largest resident memory", $"≤ {Written.Megabytes(LargestMegabytes)}", Written.Megabytes(megabytes), megabytes <= LargestMegabytes));
    }

    private static IEnumerable<(string, IEnumerable<string>)> Estate()
    {
        yield return (Cause, []);
        for (var service = 0; service < Services; service++) yield return (Name(service), [service < 20 ? Cause : Name(service % 20)]);
    }

    private static string Name(int service) => string.Create(CultureInfo.InvariantCulture, $"shop-{service:000}");

    private object Alert(int number)
    {
        // The database speaks fourth: who cries first is not the cause.
        var (service, alert) = number == 3 ? (Cause, "DatabaseDown") : (Name(number % Services), Alerts[number % Alerts.Length]);
        var now = clock.GetUtcNow();
        return new
        {
            labels = new { alertname = alert, severity = "critical", service, instance = string.Create(CultureInfo.InvariantCulture, $"{service}-{number / Services}:9100"), shard = number.ToString(CultureInfo.InvariantCulture) },
            annotations = new { summary = number == 3 ? $"{Seen}: {alert} of {service}" : $"{alert} of {service}" },
            startsAt = now,
            endsAt = now.AddMinutes(10),
        };
    }

    private async Task<List<TimeSpan>> ReadQueueAsync(Caller caller, long started)
    {
        var took = new List<TimeSpan>();
        while (Stopwatch.GetElapsedTime(started) < Lasts)
        {
            var asked = Stopwatch.GetTimestamp();
            await caller.GetAsync("/api/v1/events?state=active&limit=100");
            took.Add(Stopwatch.GetElapsedTime(asked));
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock);
        }

        return took;
    }

    /// <summary>How long after the last signal exactly one row stood for all of them, and the cause it named.</summary>
    private static async Task<(TimeSpan? Took, string Cause)> OneGroupAsync(Caller caller, int signals, long last)
    {
        var cause = "";
        while (Stopwatch.GetElapsedTime(last) < Patience)
        {
            var rows = (await caller.GetAsync("/api/v1/events?state=active&limit=2")).GetProperty("items");
            var seen = Stopwatch.GetElapsedTime(last);
            if (rows.GetArrayLength() == 1)
            {
                var group = await caller.GetAsync($"/api/v1/events/{rows[0].GetProperty("number").GetString()}/group");
                cause = group.GetProperty("cause") is { ValueKind: JsonValueKind.String } named ? named.GetString()! : "none";
                if (group.GetProperty("count").GetInt32() == signals - 1) return (seen, cause);
            }

            await Task.Delay(50);
        }

        return (null, cause);
    }
}

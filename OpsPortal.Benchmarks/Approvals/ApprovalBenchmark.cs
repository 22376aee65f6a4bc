using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Benchmarks.Start;
using OpsPortal.Features.People.Demo;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Approvals;

/// <summary>What somebody who approves waits for, with the changes of years behind it; and how many pipelines the gate answers.</summary>
internal sealed class ApprovalBenchmark(Scale scale, TimeProvider clock)
{
    private const int Askers = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100), WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>What is measured is how many the portal answers, not how many it lets one key ask.</summary>
    private static readonly Dictionary<string, string?> Unlimited = new() { ["OpsPortal__Api__GatesPerSecond"] = "1000000" };

    public async Task RunAsync(Report report)
    {
        var (all, awaiting) = scale == Scale.Quick ? (5_000, 100) : (100_000, 1_000);
        var (directory, now) = (Places.NewFolder("approvals"), clock.GetUtcNow());
        await using (var empty = await PortalProcess.StartAsync(null, directory)) await empty.StopAsync();
        await ManyChanges.StoreAsync(directory, all, awaiting, now);
        await using var portal = await PortalProcess.StartAsync(Unlimited, directory);
        var url = new Uri(portal.Url);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = await SignedIn.CookiesAsync(url, "approver@demo.local"), AllowAutoRedirect = false }) { BaseAddress = url };
        await PageAsync(report, http, "/approvals", "wait for your decision", $"inbox with {Written.Number(all)} changes, {Written.Number(awaiting)} of them waiting");
        await PageAsync(report, http, string.Create(CultureInfo.InvariantCulture, $"/approvals/CHG-{all}"), "Backout plan", "approval page");
        await GateAsync(report, url, all);
        await portal.StopAsync();
        Places.Discard(directory);
    }

    private async Task PageAsync(Report report, HttpClient http, string path, string words, string what)
    {
        var took = new List<TimeSpan>();
        for (var call = 0; call < Math.Min(scale.Calls, 100) + 10; call++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode != HttpStatusCode.OK || !text.Contains(words, StringComparison.Ordinal)) throw new InvalidOperationException($"{path} answers {answer.StatusCode}.");
            if (call >= 10) took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p95 = Percentile.Of(took, 0.95);
        report.Add(Finding.Held($"{what}, from the server, p95", "≤ 100 ms", Written.Milliseconds(p95), p95 <= Limit));
    }

    private async Task GateAsync(Report report, Uri url, int all)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Askers }) { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DemoPeople.EveryScopeKey);
        await AskAsync(http, all, WarmUp);
        var (answers, took) = await AskAsync(http, all, scale.Load);
        var rate = answers / took.TotalSeconds;
        report.Add(Finding.Held("gate answers, eight pipelines at once", "≥ 2,000/s", Written.PerSecond(rate), rate >= 2000));
    }

    /// <summary>Each asks of the last changes in turn, again and again.</summary>
    private static async Task<(int Answers, TimeSpan Took)> AskAsync(HttpClient http, int all, TimeSpan load)
    {
        var started = Stopwatch.GetTimestamp();
        var answers = 0;
        await Task.WhenAll(Enumerable.Range(0, Askers).Select(async asker =>
        {
            while (Stopwatch.GetElapsedTime(started) < load)
            {
                var number = all - asker;
                using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/api/v1/gates?service=service-{number % 300}&component=api&version=2.{number}&environment=production"), UriKind.Relative));
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.OK || !text.Contains("verdict", StringComparison.Ordinal)) throw new InvalidOperationException($"The gate answers {answer.StatusCode}: {text}");
                Interlocked.Increment(ref answers);
            }
        }));
        return (answers, Stopwatch.GetElapsedTime(started));
    }
}

using System.Diagnostics;
using System.Net;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Queue;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Benchmarks.Start;
using OpsPortal.Features.Home.Widgets;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Home;

/// <summary>How long the server takes for a dashboard with every widget there is, over a full database, while events come in so that nothing that was read before holds.</summary>
internal sealed class DashboardBenchmark(Func<Task<FilledDatabase>> onSqlite, Scale scale, TimeProvider clock)
{
    private const int AlertsPerSecond = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100), Pause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(Report report)
    {
        var filled = await onSqlite();
        report.Say($"Dashboard: all {HomeWidget.All.Count} widgets over {Written.Number(scale.Events)} events, {scale.Calls} calls at {AlertsPerSecond} alerts a second.");
        await using var portal = await PortalProcess.StartAsync(filled.Settings, filled.DataDirectory);
        var url = new Uri(portal.Url);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = await SignedIn.CookiesAsync(url, "operator@demo.local"), AllowAutoRedirect = false }) { BaseAddress = url };
        var page = new Uri($"/?show={string.Join(',', HomeWidget.All.Select(widget => widget.Key))}", UriKind.Relative);
        var took = new List<TimeSpan>(scale.Calls);
        await using (new BackgroundLoad(ServerPark.TargetOf(portal), AlertsPerSecond, clock))
        {
            for (var call = -20; call < scale.Calls; call++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(page);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode != HttpStatusCode.OK || !text.Contains("Uptime of public services", StringComparison.Ordinal)) throw new InvalidOperationException($"The dashboard answers {answer.StatusCode} without its widgets.");
                if (call >= 0) took.Add(Stopwatch.GetElapsedTime(started));
                await Task.Delay(Pause, clock);
            }
        }

        took.Sort();
        var (p50, p95) = (Percentile.Of(took, 0.5), Percentile.Of(took, 0.95));
        report.Add(Finding.Held("dashboard with every widget, whole page from the server, p95", "≤ 100 ms", Written.Milliseconds(p95), p95 <= Limit));
        report.Add(Finding.Told("of the same, p50", Written.Milliseconds(p50)));
    }
}

using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OpsPortal.Benchmarks.Crash;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Start;
using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Steps;
using OpsPortal.Features.Deliver.Deployments.Storage;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Deployments;

/// <summary>A script that writes without end while somebody watches its log: what that does to the browser, to the portal, and to everybody else.</summary>
internal sealed class StepLogBenchmark(Scale scale, TimeProvider clock)
{
    private const int LinesAtOnce = 1000, Wanted = 10_000;

    private const double MegabytesMore = 150;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(75), LongestGap = TimeSpan.FromMilliseconds(500), Answer = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(Report report)
    {
        var seconds = (int)(scale.Load.TotalSeconds * 2);
        report.Say($"Step log: {Written.Number(Wanted)} lines a second for {seconds} s, watched in a browser.");
        var (folder, scripts) = (Places.NewFolder("step-log"), Places.NewFolder("step-log-scripts"));
        ManyDeployments.Script(scripts, "flood.sh", FormattableString.Invariant($$"""
            chunk=$(for i in {1..{{LinesAtOnce}}}; do echo "line $i: copied a file of some length to where it belongs, and looked whether it arrived"; done)
            end=$(( ${EPOCHSECONDS} + {{seconds}} ))
            next=${EPOCHREALTIME//[,.]/}
            while (( EPOCHSECONDS < end )); do
              printf '%s\n' "$chunk"
              next=$(( next + 100000 )); now=${EPOCHREALTIME//[,.]/}
              if (( next > now )); then printf -v pause '0.%06d' $(( next - now )); read -rt "$pause" <> <(:) || :; fi
            done
            """));
        await ManyDeployments.AddServicesAsync(folder, 1);
        var start = clock.GetUtcNow() + Ahead;
        await ManyDeployments.StoreAsync(folder, 1, 1, TimeSpan.Zero, new(RunnerKind.Script, "Deploy", "flood.sh"), _ => start);
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Runners__ScriptFolder"] = scripts, ["OpsPortal__Runners__LogLines"] = "1000000" }, folder);
        await using var browser = await DeskBrowser.OpenAsync(portal.Url);
        await browser.Page.GotoAsync("/deployments/DEP-1");
        var open = browser.Page.GetByRole(AriaRole.Button, new() { Name = "Log of Deploy (batch 1)" });
        if (clock.GetUtcNow() > start) throw new InvalidOperationException("Nobody watched yet when the script began.");
        await open.ClickAsync(new() { Timeout = 90_000 });
        await browser.Page.GetByLabel("Lines", new() { Exact = true }).WaitForAsync();
        await browser.Page.EvaluateAsync("() => { window.gaps = []; let last = performance.now(); const tick = () => { const now = performance.now(); window.gaps.push(now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); }");
        var (memory, took, rows) = (portal.ResidentBytes, await CallAsync(portal, folder), await browser.Page.Locator("pre .line").CountAsync());
        var most = portal.ResidentBytes;
        var gaps = (await browser.Page.EvaluateAsync<double[]>("() => window.gaps")).Select(TimeSpan.FromMilliseconds).Order().ToList();
        var kept = await KeptAsync(folder);
        report.Add(Finding.Held("lines a second that are written, watched and kept", $"≥ {Written.PerSecond(Wanted * 0.95)}", Written.PerSecond(kept / (double)seconds), kept >= Wanted * 0.95 * seconds));
        report.Add(Finding.Held("longest time between two frames of the browser that watches", "≤ 500 ms", Written.Milliseconds(gaps[^1]), gaps[^1] <= LongestGap));
        report.Add(Finding.Told("frames of that browser, p99", Written.Milliseconds(Percentile.Of(gaps, 0.99))));
        report.Add(Finding.Held("lines on its page", "≤ 500", Written.Number(rows), rows is > 0 and <= 500));
        report.Add(Finding.Held("another page meanwhile, from the server, p95", "≤ 100 ms", Written.Milliseconds(Percentile.Of(took, 0.95)), Percentile.Of(took, 0.95) <= Answer));
        report.Add(Finding.Held("memory that the portal takes more", $"≤ {Written.Megabytes(MegabytesMore)}", Written.Megabytes((most - memory) / 1e6), most - memory <= MegabytesMore * 1e6));
        await portal.StopAsync();
        Places.Discard(folder);
        Places.Discard(scripts);
    }

    /// <summary>Asks for another page until the deployment has ended.</summary>
    private static async Task<List<TimeSpan>> CallAsync(PortalProcess portal, string folder)
    {
        var url = new Uri(portal.Url);
        using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = await SignedIn.CookiesAsync(url, "operator@demo.local"), AllowAutoRedirect = false }) { BaseAddress = url };
        List<TimeSpan> took = [];
        while (!await HasEndedAsync(folder))
        {
            for (var call = 0; call < 5; call++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(new Uri("/deployments", UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"/deployments answers {answer.StatusCode}.");
                took.Add(Stopwatch.GetElapsedTime(started));
            }
        }

        if (took.Count == 0) throw new InvalidOperationException("The script was over before anybody asked for another page.");
        took.Sort();
        return took;
    }

    private static async Task<bool> HasEndedAsync(string folder)
    {
        await using var db = Stored.Open(folder).CreateDbContext();
        return await db.Set<Deployment>().AnyAsync(one => one.State == DeploymentState.Succeeded);
    }

    private static async Task<int> KeptAsync(string folder)
    {
        await using var db = Stored.Open(folder).CreateDbContext();
        return await db.Set<StepLogPart>().SumAsync(part => part.Count);
    }
}

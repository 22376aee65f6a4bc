using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Home;

/// <summary>What a hundred wallboards cost the portal while a hundred events a second are opened. The same load with none open is taken off.</summary>
internal sealed class WallboardBenchmark(Scale scale, TimeProvider clock)
{
    /// <summary>An eighth of what comes opens an event; the rest says again what is known, or ends it.</summary>
    private const int AlertsPerSecond = 800;

    private const double Limit = 0.25;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    public async Task RunAsync(Report report)
    {
        var boards = scale == Scale.Quick ? 5 : 100;
        var seconds = scale.Load * 3;
        report.Say($"Wallboards: {boards} open, {Written.Number(AlertsPerSecond)} alerts a second of which {AlertsPerSecond / 8} open an event, {seconds.TotalSeconds:0} s each.");
        await using var portal = await PortalProcess.StartAsync();
        await using var background = new BackgroundLoad(ServerPark.TargetOf(portal), AlertsPerSecond, clock);
        await Task.Delay(scale.Load, clock);
        var without = await CostAsync(portal, seconds);
        await using var browser = await DeskBrowser.OpenAsync(portal.Url);
        List<IPage> pages = [];
        while (pages.Count < boards)
        {
            var page = await browser.Page.Context.NewPageAsync();
            await page.GotoAsync("/wallboard");
            await page.GetByText("In the queue").First.WaitForAsync(new() { Timeout = 120_000 });
            pages.Add(page);
        }

        await Task.Delay(scale.Load, clock);
        var with = await CostAsync(portal, seconds);
        var stale = 0;
        foreach (var page in pages) stale += await IsFreshAsync(page) ? 0 : 1;
        report.Add(Finding.Held($"{boards} open wallboards, of one processor", "≤ 25 %", Share(with - without), with - without <= Limit, Share(without)));
        report.Add(Finding.Held("wallboards whose data is older than ten seconds meanwhile, or that say it is stale", "0", Written.Number(stale), stale == 0));
    }

    private async Task<bool> IsFreshAsync(IPage page)
    {
        var readAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(await page.Locator("[data-wall]").GetAttributeAsync("data-read-at") ?? "0", CultureInfo.InvariantCulture));
        return clock.GetUtcNow() - readAt <= Fresh && await page.Locator("[data-wall-stale]:not([hidden])").CountAsync() == 0;
    }

    private async Task<double> CostAsync(PortalProcess portal, TimeSpan time)
    {
        using var process = Process.GetProcessById(portal.Id);
        var (before, started) = (process.TotalProcessorTime, clock.GetTimestamp());
        await Task.Delay(time, clock);
        process.Refresh();
        return (process.TotalProcessorTime - before) / clock.GetElapsedTime(started);
    }

    private static string Share(double share) => FormattableString.Invariant($"{share * 100:0} %");
}

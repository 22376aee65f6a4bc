using System.Diagnostics;
using Microsoft.Playwright;
using OpsPortal.Benchmarks.Live;
using OpsPortal.Benchmarks.Measured;
using OpsPortal.Benchmarks.Servers;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Estate;

/// <summary>A catalogue as large as it gets, in a browser: from the address to what one came for.</summary>
internal sealed class CatalogueBenchmark(Scale scale)
{
    private const int Services = 5000, Dependencies = 4, MostLooks = 20, WarmUps = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    public async Task RunAsync(Report report)
    {
        report.Say($"Catalogue of {Written.Number(Services)} services with {Written.Number(Services * Dependencies)} dependencies, in a browser.");
        await using var portal = await PortalProcess.StartAsync();
        var started = Stopwatch.GetTimestamp();
        using (var caller = new Caller(portal.Url)) await caller.ImportAsync(Enumerable.Range(0, Services).Select(at => (Name(at), Needs(at))));
        report.Add(Finding.Told("import over HTTP", Written.Milliseconds(Stopwatch.GetElapsedTime(started)), ""));
        await using var desk = await DeskBrowser.OpenAsync(portal.Url);
        await LookAsync(report, desk.Page, "list", "/services", page => page.GetByRole(AriaRole.Grid, new() { Name = "Services" }).GetByRole(AriaRole.Link).First);
        await LookAsync(report, desk.Page, "list, one searched for", $"/services?q={Name(4711)}", page => page.GetByRole(AriaRole.Link, new() { Name = Name(4711) }).First);
        await LookAsync(report, desk.Page, "page of one service", $"/services/{Name(2500)}", page => page.GetByRole(AriaRole.Heading, new() { Name = "Needed by" }));
        await LookAsync(report, desk.Page, "graph", "/services/graph", Drawing);
        await LookAsync(report, desk.Page, "graph around one service", $"/services/graph?focus={Name(2500)}", page => Drawing(page).Locator($"a[aria-label^='{Name(2500)}']"));
    }

    private static ILocator Drawing(IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Drawing of the graph" });

    private async Task LookAsync(Report report, IPage page, string what, string path, Func<IPage, ILocator> found)
    {
        var took = new List<TimeSpan>();
        for (var look = 0; look < WarmUps + Math.Min(scale.Calls, MostLooks); look++)
        {
            var started = Stopwatch.GetTimestamp();
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Commit });
            await found(page).WaitForAsync();

            // The first ones find everything cold, as nobody's later looks do.
            if (look >= WarmUps) took.Add(Stopwatch.GetElapsedTime(started));
        }

        took.Sort();
        var p95 = Percentile.Of(took, 0.95);
        report.Add(Finding.Held($"{what}, address to what one came for, p95", "≤ 1 s", Written.Milliseconds(p95), p95 <= Limit));
    }

    private static string Name(int at) => $"service-{at:0000}";

    private static IEnumerable<string> Needs(int at) => Enumerable.Range(1, Dependencies).Select(step => at - (step * step)).Where(needed => needed >= 0).Select(Name);
}

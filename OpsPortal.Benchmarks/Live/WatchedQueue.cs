using Microsoft.Playwright;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Live;

/// <summary>The queue in a browser of somebody on the service desk, who touches nothing.</summary>
internal sealed class WatchedQueue : IAsyncDisposable
{
    // The instant a row shows is taken in the frame that paints it; the browser reads the same clock as we do.
    private const string Watch = """
        window.seen = {};
        const look = () => requestAnimationFrame(() => {
            for (const row of document.querySelectorAll('table[aria-label="Events"] tr, [role="grid"][aria-label="Events"] [role="row"], [role="table"][aria-label="Events"] [role="row"]')) {
                const probe = /Probe[0-9]+/.exec(row.textContent);
                if (probe && !(probe[0] in window.seen)) window.seen[probe[0]] = performance.timeOrigin + performance.now();
            }
        });
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IPage _page;

    private WatchedQueue(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, _page) = (playwright, browser, page);

    public static async Task<WatchedQueue> OpenAsync(string url)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindAsync(), Headless = true, Args = Chromium.Arguments });
        var page = await (await browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1280, Height = 800 } })).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync("desk@demo.local");
        await page.GetByLabel("Password").FillAsync("OpsPortal-Demo-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        await page.GotoAsync("/events");
        await page.GetByRole(AriaRole.Grid, new() { Name = "Events" }).Or(page.GetByRole(AriaRole.Table, new() { Name = "Events" })).First.WaitForAsync();
        await page.EvaluateAsync($"() => {{ {Watch} }}");
        return new(playwright, browser, page);
    }

    /// <summary>When the row of a probe was painted; null when it was not within <paramref name="patience"/>.</summary>
    public async Task<DateTimeOffset?> SeenAsync(string probe, TimeSpan patience)
    {
        try
        {
            var seen = await _page.WaitForFunctionAsync("probe => window.seen[probe]", probe, new() { Timeout = (float)patience.TotalMilliseconds, PollingInterval = 20 });
            return DateTimeOffset.UnixEpoch.AddMilliseconds(await seen.JsonValueAsync<double>());
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

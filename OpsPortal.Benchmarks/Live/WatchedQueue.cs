using Microsoft.Playwright;

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

    private readonly DeskBrowser _browser;

    private WatchedQueue(DeskBrowser browser) => _browser = browser;

    public static async Task<WatchedQueue> OpenAsync(string url)
    {
        var browser = await DeskBrowser.OpenAsync(url);
        var page = browser.Page;
        await page.GotoAsync("/events");
        await page.GetByRole(AriaRole.Grid, new() { Name = "Events" }).Or(page.GetByRole(AriaRole.Table, new() { Name = "Events" })).First.WaitForAsync();
        await page.EvaluateAsync($"() => {{ {Watch} }}");
        return new(browser);
    }

    /// <summary>When the row of a probe was painted; null when it was not within <paramref name="patience"/>.</summary>
    public async Task<DateTimeOffset?> SeenAsync(string probe, TimeSpan patience)
    {
        try
        {
            var seen = await _browser.Page.WaitForFunctionAsync("probe => window.seen[probe]", probe, new() { Timeout = (float)patience.TotalMilliseconds, PollingInterval = 20 });
            return DateTimeOffset.UnixEpoch.AddMilliseconds(await seen.JsonValueAsync<double>());
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}

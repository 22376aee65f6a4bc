using Microsoft.Playwright;
using OpsPortal.Peers;

namespace OpsPortal.Benchmarks.Live;

/// <summary>The browser of somebody on the service desk who is signed in.</summary>
internal sealed class DeskBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private DeskBrowser(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    public static async Task<DeskBrowser> OpenAsync(string url)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = await Chromium.FindAsync(), Headless = true, Args = Chromium.Arguments });
        var page = await (await browser.NewContextAsync(new() { BaseURL = url, ViewportSize = new() { Width = 1280, Height = 800 } })).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email").FillAsync("desk@demo.local");
        await page.GetByLabel("Password").FillAsync("OpsPortal-Demo-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
        return new(playwright, browser, page);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

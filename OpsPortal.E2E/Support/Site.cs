using Microsoft.Playwright;
using OpsPortal.Peers;

namespace OpsPortal.E2E.Support;

/// <summary>
/// The real portal in Development with its demo organisation, and a real browser. A class fixture:
/// <c>sealed class Journey(Site site) : IClassFixture&lt;Site&gt;</c>.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    private Exception? _unavailable;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private PortalProcess? _portal;

    /// <summary>Where screenshots go: <c>E2E_SHOTS</c>, else <c>artifacts/shots</c> in the checkout.</summary>
    public static string Shots { get; } = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("E2E_SHOTS") is { Length: > 0 } set ? set : Path.Combine(Places.RepositoryRoot, "artifacts", "shots")).FullName;

    public PortalProcess Portal => Available(_portal);
    public IBrowser Browser => Available(_browser);

    public async ValueTask InitializeAsync()
    {
        try
        {
            var chromium = await Chromium.FindAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Headless = true, Args = Chromium.Arguments });
        }
        catch (PeerMissing missing)
        {
            // Thrown to the tests, which know how to be skipped; a fixture does not.
            _unavailable = missing;
            return;
        }

        Assertions.SetDefaultExpectTimeout(30_000);
        _portal = await PortalProcess.StartAsync();
    }

    /// <summary>A browser of somebody else: own cookies, own page, which notices every problem.</summary>
    /// <param name="at">Another portal than the site's.</param>
    /// <param name="byName">As <c>localhost</c>, because a passkey belongs to a site with a name.</param>
    public async Task<Visit> VisitAsync(int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, PortalProcess? at = null, bool byName = false)
    {
        var url = (at ?? Portal).Url;
        if (byName) url = url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var context = await Browser.NewContextAsync(new()
        {
            BaseURL = url,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new Visit(await context.NewPageAsync(), url);
    }

    /// <summary>The same, signed in as one of the demo accounts: <c>desk</c>, <c>operator</c>, <c>admin</c> …</summary>
    public async Task<Visit> SignedInAsync(string account, int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await VisitAsync(width, height, scheme);
        await visit.SignInAsync(account);
        return visit;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_portal is not null) await _portal.DisposeAsync();
    }

    private T Available<T>(T? part)
        where T : class => part ?? throw _unavailable ?? new InvalidOperationException("The site is not started.");
}

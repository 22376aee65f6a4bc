using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace OpsPortal.E2E.Support;

/// <summary>One person's browser: the page, and everything that went wrong on it without anybody looking.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _problems = new();

    public Visit(IPage page, string url)
    {
        Page = page;
        var own = new[] { url, "ws" + url["http".Length..], "data:", "blob:" };
        page.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Note(true, $"page error: {error}");
        page.RequestFailed += (_, request) => Note(request.Failure is not "net::ERR_ABORTED", $"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) => Note(response.Status >= 400, $"{response.Status}: {response.Url}");
        page.Request += (_, request) => Note(!own.Any(start => request.Url.StartsWith(start, StringComparison.Ordinal)), $"foreign: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Console errors, failed requests, error statuses, requests to anybody else: none, on a good page.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Shown in the top bar while the page is connected to the portal, hidden while it is not.</summary>
    public ILocator Live => Page.Locator("header .live");

    /// <summary>Forgets what went wrong so far, where a test made it go wrong on purpose.</summary>
    public void Forgive() => _problems.Clear();

    /// <summary>Signs in as a demo account through the page, as a person does.</summary>
    public async Task SignInAsync(string account, string password = "OpsPortal-Demo-1")
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("Email").FillAsync(account.Contains('@', StringComparison.Ordinal) ? account : $"{account}@demo.local");
        await Page.GetByLabel("Password").FillAsync(password);
        var press = Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true });
        await press.ClickAsync();
        try
        {
            await Page.WaitForURLAsync(IsOpen, new() { Timeout = 15_000 });
        }
        catch (TimeoutException)
        {
            // Chromium at times brings a click to no page, not even to a listener on the document; a person presses again.
            await press.EvaluateAsync("button => button.click()");
            await Page.WaitForURLAsync(IsOpen);
        }

        static bool IsOpen(string address) => !new Uri(address).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal);
    }

    /// <summary>Waits until the page is interactive: the circuit is there, so that clicks are not lost.</summary>
    /// <remarks>The shell marks itself with <c>data-interactive</c> once it has rendered in a circuit.</remarks>
    public Task InteractiveAsync() => Page.Locator("[data-interactive]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Chooses a theme in the top bar: <c>light</c>, <c>dark</c>, <c>contrast</c>.</summary>
    public async Task ChooseThemeAsync(string theme)
    {
        await Page.GotoAsync("/");
        await InteractiveAsync();
        await Page.GetByLabel("Theme").First.ClickAsync();
        await Page.GetByRole(AriaRole.Group, new() { Name = "Theme" }).GetByRole(AriaRole.Button, new() { Name = theme == "contrast" ? "High contrast" : theme, Exact = false }).ClickAsync();
        await Page.Locator($"html[data-theme={theme}]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>Shows the page that is open in another theme, as it would look to somebody who has chosen that.</summary>
    public async Task TurnToThemeAsync(string theme)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light });
        await Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
    }

    /// <summary>A picture of what the person sees, kept under <see cref="Site.Shots"/>.</summary>
    public Task ShootAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, name + ".png") });

    /// <summary>A picture of the whole page, and no accessibility fault on it.</summary>
    public async Task ShouldBeFreeOfFaultsAsync(string shot)
    {
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, shot + ".png"), FullPage = true });
        var found = await Page.RunAxe();
        Assert.Empty(found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{shot}: {violation.Id} at {node.Html}")));
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private void Note(bool problem, string text)
    {
        if (problem) _problems.Enqueue(text);
    }
}

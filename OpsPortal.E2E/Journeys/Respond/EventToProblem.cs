using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Respond;

/// <summary>An alert comes and goes until the portal proposes a problem; a person finds the cause, the workaround helps the next time, and the fix is measured.</summary>
public sealed class EventToProblem(Site site) : IClassFixture<Site>
{
    private const string Alert = "QueueStuck", Service = "checkout", Title = "QueueStuck keeps coming back on checkout";

    [Fact]
    public async Task What_keeps_coming_back_becomes_a_known_error_whose_workaround_is_shown_and_whose_fix_is_measured()
    {
        await using var portal = await PortalProcess.StartAsync();
        await using var visit = await site.VisitAsync(at: portal);
        await visit.SignInAsync("operator");
        var page = visit.Page;
        await page.GotoAsync("/problems");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No open problem" })).ToBeVisibleAsync();
        await visit.ShootAsync("problems-empty");

        for (var daysAgo = 40; daysAgo >= 16; daysAgo -= 2)
        {
            await portal.PostOldAsync(Alert, Service, daysAgo, over: false);
            await portal.PostOldAsync(Alert, Service, daysAgo, over: true);
        }

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Title })).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await visit.ShootAsync("problems-proposed");
        await page.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByText("It came back 7 times within 30 days")).ToHaveCountAsync(2);
        await visit.ShootAsync("problem-proposed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await Expect(page.GetByText("confirmed it")).ToBeVisibleAsync();

        await Part(page, "known-heading").GetByRole(AriaRole.Button, new() { Name = "Write", Exact = true }).ClickAsync();
        await page.GetByLabel("Root cause", new() { Exact = true }).FillAsync("A consumer waits for a lock that nobody gives back.");
        await page.GetByLabel("Workaround", new() { Exact = true }).FillAsync("Restart the consumer of the queue.");
        await visit.ShootAsync("problem-writing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Written by")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Known error", Exact = true }).ClickAsync();
        await Expect(page.GetByText("declared it a known error")).ToBeVisibleAsync();

        await using var desk = await site.VisitAsync(at: portal);
        await desk.SignInAsync("desk");
        await portal.PostOldAsync(Alert, Service, daysAgo: 0, over: false);
        await desk.Page.GotoAsync("/events");
        await desk.InteractiveAsync();
        await desk.Page.GetByRole(AriaRole.Link, new() { Name = $"{Alert} on {Service}" }).First.ClickAsync();
        await Expect(Part(desk.Page, "problems-heading")).ToContainTextAsync("Restart the consumer of the queue.");
        await Expect(Part(desk.Page, "problems-heading").GetByRole(AriaRole.Link, new() { Name = "PRB-1" })).ToBeVisibleAsync();
        await desk.ShootAsync("event-known-error");

        await Part(page, "fix-heading").GetByRole(AriaRole.Button, new() { Name = "Record the fix" }).ClickAsync();
        await page.GetByLabel("Change", new() { Exact = true }).FillAsync("CHG-12");
        await page.GetByLabel("It is in place").CheckAsync();
        await page.GetByLabel("Since").FillAsync(TimeProvider.System.GetUtcNow().AddDays(-14).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save fix" }).ClickAsync();
        await Expect(page.GetByText("recorded the fix")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await Expect(page.GetByText("resolved it")).ToBeVisibleAsync();

        // The event of just now counts against the fix as soon as it is counted.
        await Expect(page.Locator("[data-verdict=Fewer]")).ToContainTextAsync("once in 14 d", new() { Timeout = 90_000 });
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Before and after the fix" })).ToContainTextAsync("12 times");
        await visit.ShootAsync("problem-measured");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Note").FillAsync("Once in two weeks is bearable until the library is replaced.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Expect(page.GetByText("closed it")).ToBeVisibleAsync();

        await using var phone = await site.VisitAsync(390, 844, ColorScheme.Dark, at: portal);
        await phone.SignInAsync("desk");
        await phone.Page.GotoAsync("/problems/PRB-1");
        await phone.InteractiveAsync();
        await Expect(phone.Page.GetByText("It comes less often").First).ToBeVisibleAsync();
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "problem-390-dark.png"), FullPage = true });
        Assert.Empty(visit.Problems);
        Assert.Empty(desk.Problems);
        Assert.Empty(phone.Problems);
    }

    private static ILocator Part(IPage page, string heading) => page.Locator($"section[aria-labelledby='{heading}']");
}

using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Home;

/// <summary>The dashboard follows what somebody does here, is arranged, kept and shared; the wallboard takes turns and says when it is stale.</summary>
public sealed class ArrangingTheDashboard(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Each_sees_what_is_usual_arranges_it_keeps_it_and_shares_it()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"), ("Slow", "error", "Checkout is slow", "checkout"), ("Backup", "warning", "Backup is late", "search"));
        await portal.OpenIncidentAsync("Nobody can pay");
        await using var desk = await SignedInAsync(portal, "desk", 1280, ColorScheme.Light);
        await Expect(desk.Page.GetByRole(AriaRole.Heading, new() { Name = "What needs me" })).ToBeVisibleAsync();
        await Expect(desk.Page.GetByRole(AriaRole.Link, new() { Name = "P1", Exact = false }).First).ToBeVisibleAsync();
        await desk.ShouldBeFreeOfFaultsAsync("dashboard-desk");

        var page = desk.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Arrange", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add Service health" }).ClickAsync();
        await Expect(page.GetByText("Nobody can pay").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Service health" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Service health up" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take Sources off" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sources", Exact = true })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep as my dashboard" }).ClickAsync();
        await Expect(page.GetByText("Kept. It opens like this from now on.")).ToBeVisibleAsync();
        await desk.ShouldBeFreeOfFaultsAsync("dashboard-arranging");
        await page.GotoAsync("/");
        await desk.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Service health" })).ToBeVisibleAsync();

        await using var manager = await SignedInAsync(portal, "manager", 390, ColorScheme.Dark);
        await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Name = "Uptime of public services" })).ToBeVisibleAsync();
        Assert.True(await manager.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "It is wider than the phone.");
        await manager.ShouldBeFreeOfFaultsAsync("dashboard-manager-390-dark");
        await using var operations = await SignedInAsync(portal, "operator", 1600, ColorScheme.Dark);
        await operations.ShouldBeFreeOfFaultsAsync("dashboard-operator-dark");
        Assert.Empty(desk.Problems);
        Assert.Empty(manager.Problems);
    }

    [Fact]
    public async Task The_wallboard_takes_turns_shows_what_comes_and_says_when_the_portal_is_gone()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"));
        await using var wall = await SignedInAsync(portal, "operator", 1920, ColorScheme.Dark);
        var page = wall.Page;
        await page.GotoAsync("/wallboard?seconds=5");
        await Expect(page.GetByText("Disk of db-7 is full").First).ToBeVisibleAsync();
        await wall.ShouldBeFreeOfFaultsAsync("wallboard-queue");
        await portal.PostAsync(("Slow", "critical", "Search is slow", "search"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Services", Exact = true, Level = 1 })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Services", Exact = true }).ClickAsync();
        await wall.ShouldBeFreeOfFaultsAsync("wallboard-services");
        await page.GetByRole(AriaRole.Button, new() { Name = "Queue and incidents", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Search is slow").First).ToBeVisibleAsync();
        await portal.KillAsync();
        await Expect(page.GetByText("Stale: what you see is")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await portal.StartAgainAsync();
        await Expect(page.GetByText("Stale: what you see is")).ToBeHiddenAsync(new() { Timeout = 60_000 });
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width, ColorScheme scheme)
    {
        var visit = await site.VisitAsync(width, 900, scheme, portal);
        await visit.SignInAsync(account);
        await visit.InteractiveAsync();
        return visit;
    }
}

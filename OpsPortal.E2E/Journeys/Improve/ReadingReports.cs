using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Improve;

/// <summary>A manager reads what happened, narrows it, opens the rows behind a figure, and takes a table home; an administrator has everything counted anew.</summary>
public sealed class ReadingReports(Site site) : IClassFixture<Site>
{
    private const string Volume = "/reports/event-volume";

    [Fact]
    public async Task From_the_question_to_the_rows_behind_a_figure()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"), ("Slow", "error", "Checkout is slow", "checkout"), ("Backup", "warning", "Backup is late", "search"));
        await portal.OpenIncidentAsync("Checkout is down");
        await using var manager = await SignedInAsync(portal, "manager", 1280, ColorScheme.Light);
        await manager.Page.GotoAsync("/reports");
        await manager.InteractiveAsync();
        await manager.ShouldBeFreeOfFaultsAsync("reports");
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Event volume and funnel" }).ClickAsync();
        await CountedAsync(manager, "#events b", "3");
        await manager.ShouldBeFreeOfFaultsAsync("report-volume");
        await manager.Page.GetByLabel("Service", new() { Exact = true }).FillAsync("checkout");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(manager.Page.Locator("#events b")).ToHaveTextAsync("2");
        Assert.Contains("service=checkout", manager.Page.Url, StringComparison.Ordinal);
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Rows behind Events", Exact = true }).ClickAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Table, new() { Name = "Rows" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(2);
        await manager.ShouldBeFreeOfFaultsAsync("report-rows");
        foreach (var name in new[] { "alert-quality", "response-times", "detection-latency", "handoffs", "deployments", "changes", "maintenance", "incidents", "availability", "capacity", "improvements" })
        {
            await manager.Page.GotoAsync($"/reports/{name}");
            await Expect(manager.Page.GetByRole(AriaRole.Heading, new() { Name = "In short" })).ToBeVisibleAsync();
            await manager.InteractiveAsync();
            await manager.ShouldBeFreeOfFaultsAsync($"report-{name}");
        }

        Assert.Empty(manager.Problems);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task It_is_read_at_night_and_on_a_phone(int width, ColorScheme scheme)
    {
        await site.Portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"), ("Slow", "error", "Checkout is slow", "checkout"));
        await using var admin = await site.SignedInAsync("admin", width, 844, scheme);
        await admin.Page.GotoAsync(Volume);
        await admin.InteractiveAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Heading, new() { Name = "In short" })).ToBeVisibleAsync();
        Assert.True(await admin.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "It is wider than the screen.");
        await admin.ShouldBeFreeOfFaultsAsync($"report-volume-{scheme}-{width}");
        await admin.Page.GotoAsync("/reports");
        await admin.InteractiveAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Count everything anew" }).ClickAsync();
        await Expect(admin.Page.GetByText("had it counted anew")).ToBeVisibleAsync(new() { Timeout = 150_000 });
        await admin.ShouldBeFreeOfFaultsAsync($"reports-{scheme}-{width}");
    }

    /// <summary>The sums follow within a minute or so; the page is asked again until they have.</summary>
    private static async Task CountedAsync(Visit visit, string what, string number)
    {
        for (var tries = 0; tries < 40; tries++)
        {
            await Expect(visit.Page.Locator(what)).ToBeVisibleAsync();
            if (await visit.Page.Locator(what).TextContentAsync() == number) return;
            try
            {
                await Expect(visit.Page.Locator(what)).ToHaveTextAsync(number, new() { Timeout = 4000 });
            }
            catch (PlaywrightException)
            {
                await visit.Page.ReloadAsync();
            }
        }

        Assert.Fail($"{what} never became {number}.");
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width, ColorScheme scheme)
    {
        var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync(account);
        return visit;
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Maintenance;

/// <summary>An operator moves one time of a weekly window, on its page and in the calendar, and takes it back.</summary>
public sealed class OneTimeOfMany(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task It_is_moved_alone_on_its_page_and_in_the_calendar_and_the_move_is_undone()
    {
        await using var visit = await site.SignedInAsync("operator");
        await site.Portal.PlanWindowAsync("Patch the search cluster", "search", 30, "FREQ=WEEKLY;COUNT=6");
        var page = visit.Page;
        await page.GotoAsync("/maintenance");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Patch the search cluster" }).ClickAsync();
        var next = page.GetByRole(AriaRole.Region, new() { Name = "Next times" });
        await Expect(next.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(6);
        var (first, second) = (await next.GetByRole(AriaRole.Listitem).Nth(0).Locator(".time > span").First.InnerTextAsync(), await next.GetByRole(AriaRole.Listitem).Nth(1).Locator(".time > span").First.InnerTextAsync());
        await next.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move that of") }).First.ClickAsync();
        var to = await page.Locator("#move-to").InputValueAsync();
        var later = DateTime.Parse(to, System.Globalization.CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await page.Locator("#move-to").FillAsync(later);
        await page.Locator("#move-to").PressAsync("Tab");
        await Expect(page.Locator("#move-to")).ToHaveValueAsync(later);
        await page.GetByLabel("Minutes").FillAsync("90");
        await page.GetByLabel("Minutes").PressAsync("Tab");
        await Expect(page.GetByText("Nothing clashes at that time.")).ToBeVisibleAsync();
        await Expect(page.Locator("#move-to")).ToHaveValueAsync(later);
        await visit.ShootAsync("window-move-time");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).Last.ClickAsync();
        await Expect(next.Locator(".moved")).ToContainTextAsync("moved from");
        await Expect(next.GetByRole(AriaRole.Listitem).Nth(1)).ToContainTextAsync(second.Split('\n')[0][..20]);
        await visit.ShootAsync("window-time-moved");
        await next.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(next.Locator(".moved")).ToHaveCountAsync(0);
        await Expect(next.GetByRole(AriaRole.Listitem).Nth(0)).ToContainTextAsync(first.Split('\n')[0][..20]);

        await page.GotoAsync($"/calendar?view=month&on={later[..10]}");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Patch the search cluster" }).First.ClickAsync();
        await Expect(page.GetByText("Only this time is moved, all others stay.")).ToBeVisibleAsync();
        await page.Locator("#move-to").FillAsync(later);
        await page.Locator("#move-to").PressAsync("Tab");
        await Expect(page.Locator("#move-to")).ToHaveValueAsync(later);
        await visit.ShootAsync("calendar-move-time");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move( anyway)?$") }).First.ClickAsync();
        await Expect(page.GetByText("Patch the search cluster was moved.")).ToBeVisibleAsync();
        await visit.ShootAsync("calendar-time-moved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByText("Patch the search cluster is back where it was.")).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);

        var address = $"/maintenance/{await NumberAsync(page)}";
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var other = await site.SignedInAsync("operator", width, 844, scheme);
            await other.Page.GotoAsync(address);
            await other.InteractiveAsync();
            await other.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move that of") }).First.ClickAsync();
            await other.Page.Locator("#move-to").ScrollIntoViewIfNeededAsync();
            await other.ShootAsync($"window-move-time-{width}-{scheme}");
            Assert.Equal(0, await other.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            await other.Page.GotoAsync($"/calendar?view=month&on={later[..10]}");
            await other.InteractiveAsync();
            await other.Page.GetByRole(AriaRole.Button, new() { Name = "Move Patch the search cluster" }).First.ClickAsync();
            await other.Page.Locator("#move-to").WaitForAsync();
            await other.ShootAsync($"calendar-move-time-{width}-{scheme}");
            Assert.Empty(other.Problems);
        }
    }

    private static async Task<string> NumberAsync(IPage page) =>
        (await page.Locator(".entry a", new() { HasText = "Patch the search cluster" }).First.GetAttributeAsync("href"))!.Split('/')[^1];
}

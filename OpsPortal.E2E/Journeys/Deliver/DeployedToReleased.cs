using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>What is deployed and not released is released by two, one of them on a phone at night; then its share is moved, and it is withdrawn.</summary>
public sealed class DeployedToReleased(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task One_says_go_another_releases_it_moves_its_share_by_keyboard_and_withdraws_it()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PlanReleaseAsync("Cards of a new kind", "checkout", "checkout-api");
        await using var approver = await SignedInAsync(portal, "approver", 1280, ColorScheme.Light);
        await OpenAsync(approver);
        await Expect(approver.Page.GetByText("Deployed, not released").First).ToBeVisibleAsync();
        await approver.ShouldBeFreeOfFaultsAsync("release-planned");
        await PressAsync(approver, "Go", "Looks right");
        await Expect(approver.Page.GetByText("Priya Raman said go").First).ToBeVisibleAsync();
        await approver.Page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Expect(approver.Page.GetByText("An edit opens the decision again.")).ToBeVisibleAsync();
        await approver.ShouldBeFreeOfFaultsAsync("release-form");

        await using var second = await SignedInAsync(portal, "approver2", 390, ColorScheme.Dark);
        await OpenAsync(second);
        var page = second.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Expect(page.GetByText("The switch new-cards becomes: on for everybody.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Deployed and released").First).ToBeVisibleAsync();
        var slider = page.GetByLabel("Share of all users", new() { Exact = true });
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByLabel("Share in percent", new() { Exact = true })).ToHaveValueAsync("1");
        await page.GetByLabel("Groups that have it whatever the share", new() { Exact = true }).FillAsync("staff");
        await page.GetByLabel("Reason", new() { Exact = true }).FillAsync("Carefully");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply", Exact = true }).ClickAsync();
        await Expect(page.GetByText("On for 1 %, and for staff", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "It is wider than the phone.");
        await second.ShouldBeFreeOfFaultsAsync("release-phone");
        await PressAsync(second, "Withdraw", "Cards are refused");
        await Expect(page.GetByText("Deployed, withdrawn").First).ToBeVisibleAsync();
        Assert.Empty(approver.Problems);
        Assert.Empty(second.Problems);
    }

    private static async Task OpenAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/releases/REL-1");
        await visit.InteractiveAsync();
    }

    /// <summary>Presses a button of the page, writes the reason it asks for, and goes on.</summary>
    private static async Task PressAsync(Visit visit, string act, string reason)
    {
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason", new() { Exact = true }).FillAsync(reason);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width, ColorScheme scheme)
    {
        var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync(account);
        return visit;
    }
}

using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Respond;

/// <summary>A shift changes hands in two browsers: an event nobody owns blocks, the taker asks back and then accepts, and only then is the work theirs.</summary>
public sealed class ShiftHandover(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_giver_signs_what_has_owners_the_taker_asks_back_and_accepts_and_ownership_has_moved()
    {
        await using var portal = await PortalProcess.StartAsync();
        await using var taker = await site.VisitAsync(at: portal);
        await taker.SignInAsync("operator");
        await RotationAsync(taker);
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-1 is full"));

        await using var giver = await site.VisitAsync(at: portal);
        await giver.SignInAsync("desk");
        var page = giver.Page;
        await page.GotoAsync("/handoff");
        await giver.InteractiveAsync();
        await giver.ShootAsync("handoff-empty");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Hand over Platform Desk") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("Platform Desk") })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "no owner" })).ToBeVisibleAsync();
        await giver.ShootAsync("handoff-blocked");

        await page.GotoAsync("/events");
        await giver.InteractiveAsync();
        await new EventsScreen(giver).OpenAsync("Disk of db-1 is full");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge", Exact = true })).ToHaveCountAsync(0);
        await page.GotoAsync("/handoff/HO-1");
        await giver.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Read the facts again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Open, somebody works it") })).ToBeVisibleAsync();
        await page.GetByLabel("What they should know first").FillAsync("Look at the disk of db-1 first.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Signed", new() { Exact = true })).ToBeVisibleAsync();

        await taker.Page.GotoAsync("/handoff");
        await taker.InteractiveAsync();
        await taker.Page.GetByRole(AriaRole.Table, new() { Name = "Waits for you" }).GetByRole(AriaRole.Link, new() { Name = "HO-1" }).ClickAsync();
        await Expect(taker.Page.GetByText("Look at the disk of db-1 first.")).ToBeVisibleAsync();
        await taker.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Ask back: EVT-1 ") }).First.ClickAsync();
        await taker.Page.GetByLabel("Question", new() { Exact = true }).FillAsync("Since when?");
        await taker.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Ask about") }).ClickAsync();
        await Expect(page.GetByText("Since when?")).ToBeVisibleAsync();
        await giver.ShootAsync("handoff-asked-back");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Reply: EVT-1 ") }).ClickAsync();
        await page.GetByLabel("Reply", new() { Exact = true }).FillAsync("Since this morning.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Reply about") }).ClickAsync();
        await Expect(taker.Page.GetByText("Since this morning.")).ToBeVisibleAsync();
        await taker.ShootAsync("handoff-answered");
        await taker.Page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).First.ClickAsync();
        await Expect(taker.Page.GetByText("has taken over")).ToBeVisibleAsync();
        await taker.Page.GetByRole(AriaRole.Button, new() { Name = "As text for a chat" }).ClickAsync();
        await Expect(taker.Page.GetByLabel("The handoff as text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Since this morning"));
        await taker.ShootAsync("handoff-accepted");

        var owner = (await taker.Page.Locator(".summary b").Last.TextContentAsync())!.Trim();
        await taker.Page.GotoAsync("/events/EVT-1");
        await taker.InteractiveAsync();
        await Expect(taker.Page.Locator(".timeline")).ToContainTextAsync($"assigned it to {owner}");
        await using var phone = await site.VisitAsync(390, 844, at: portal);
        await phone.SignInAsync("operator");
        await phone.Page.GotoAsync("/handoff/HO-1");
        await phone.InteractiveAsync();
        await phone.ShootAsync("handoff-390");
        Assert.Empty(giver.Problems);
        Assert.Empty(taker.Problems);
        Assert.Empty(phone.Problems);
    }

    /// <summary>The desk is on since an hour, the operator comes in two.</summary>
    private static async Task RotationAsync(Visit visit)
    {
        var page = visit.Page;
        var now = TimeProvider.System.GetUtcNow();
        var (from, until) = (now.AddHours(-1).ToString("HH':00'", null), now.AddHours(2).ToString("HH':00'", null));
        await page.GotoAsync("/on-call/new");
        await visit.InteractiveAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Desk");
        await page.GetByLabel("Team", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Platform" });
        await page.GetByLabel("Time zone").FillAsync("UTC");
        await page.GetByLabel("First day").FillAsync(now.AddDays(-3).ToString("yyyy-MM-dd", null));
        await ShiftAsync(page, 0, "Now", from, until, "Dana");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add shift" }).ClickAsync();
        await ShiftAsync(page, 1, "Next", until, from, "Oskar");
        await visit.ShootAsync("on-call-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Platform · Desk" })).ToBeVisibleAsync();
        await visit.ShootAsync("on-call");
    }

    private static async Task ShiftAsync(IPage page, int at, string name, string from, string until, string person)
    {
        var shift = page.GetByRole(AriaRole.Group).And(page.Locator("fieldset")).Nth(at);
        await shift.GetByLabel("Shift", new() { Exact = true }).FillAsync(name);
        await shift.GetByLabel("From", new() { Exact = true }).FillAsync(from);
        await shift.GetByLabel("Until", new() { Exact = true }).FillAsync(until);
        var options = shift.GetByLabel(new System.Text.RegularExpressions.Regex("^Add somebody"));
        await options.SelectOptionAsync(new SelectOptionValue { Label = (await options.Locator("option").AllTextContentsAsync()).First(text => text.StartsWith(person, StringComparison.Ordinal)) });
        await shift.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
    }
}

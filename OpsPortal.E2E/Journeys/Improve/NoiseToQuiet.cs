using System.Text.Json;
using Microsoft.Playwright;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Improve;

/// <summary>An alert that nobody works is over its budget, is in the register, is made quiet by advice in one click and undone in one, and the review goes over it on a phone.</summary>
public sealed class NoiseToQuiet(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_noisy_alert_is_found_advised_on_applied_undone_and_reviewed()
    {
        await using var portal = await PortalProcess.StartAsync();
        foreach (var over in new[] { false, true })
            for (var service = 1; service <= 8; service++) await portal.PostOldAsync("NodeFlaps", $"shop-{service}", 0.1, over);
        await using var visit = await SignedInAsync(portal, 1280, ColorScheme.Light);
        var page = visit.Page;
        await page.GotoAsync("/improvements");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing to improve" })).ToBeVisibleAsync();
        await visit.ShouldBeFreeOfFaultsAsync("improvements-empty");

        await page.GotoAsync("/improvements/noise");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Count the year again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "NodeFlaps" })).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await visit.ShouldBeFreeOfFaultsAsync("noise");
        await page.GetByRole(AriaRole.Link, new() { Name = "NodeFlaps" }).ClickAsync();
        await page.WaitForURLAsync("**/improvements/noise/*");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look for advice" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Apply: Retire" })).ToBeVisibleAsync();
        await visit.ShouldBeFreeOfFaultsAsync("noise-rule");
        var noise = page.Url;

        await page.GotoAsync("/improvements");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look for findings" }).ClickAsync();
        await Expect(page.GetByText("1 finding was entered.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "NodeFlaps raises more noise than it may" }).ClickAsync();
        await page.WaitForURLAsync("**/improvements/IMP-*");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take on" }).ClickAsync();
        await Expect(page.GetByText("has taken it on and has not begun").First).ToBeVisibleAsync();
        await visit.ShouldBeFreeOfFaultsAsync("improvement");

        await page.GotoAsync(noise);
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply: Retire" }).ClickAsync();
        await Expect(page.GetByText("Applied. Its effect is counted from now on.")).ToBeVisibleAsync();
        Assert.Equal(1, (await RulesAsync(visit)).GetArrayLength());
        await visit.ShouldBeFreeOfFaultsAsync("noise-rule-applied");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: Retire" }).ClickAsync();
        await Expect(page.GetByText("Undone: everything is as it was before.")).ToBeVisibleAsync();
        Assert.Equal(0, (await RulesAsync(visit)).GetArrayLength());

        await page.GotoAsync("/improvements/new");
        await visit.InteractiveAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Answer calls sooner");
        await page.GetByLabel("What is measured").FillAsync("Minutes to the first answer");
        await page.GetByLabel("Unit").FillAsync("min");
        await visit.ShouldBeFreeOfFaultsAsync("improvement-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter improvement" }).ClickAsync();
        await page.WaitForURLAsync("**/improvements/IMP-*");
        await visit.InteractiveAsync();
        await page.GetByLabel("Value before").FillAsync("9");
        await page.GetByRole(AriaRole.Button, new() { Name = "Measure", Exact = true }).ClickAsync();
        await Expect(page.GetByText("before: 9 min")).ToBeVisibleAsync();

        await using var phone = await SignedInAsync(portal, 390, ColorScheme.Dark);
        foreach (var (path, shot) in new[] { ("/improvements", "improvements-phone"), ("/improvements/IMP-1", "improvement-phone"), (new Uri(noise).AbsolutePath, "noise-rule-phone"), ("/improvements/noise", "noise-phone"), ("/improvements/agenda", "agenda-phone") })
        {
            await phone.Page.GotoAsync(path);
            await phone.InteractiveAsync();
            await Expect(phone.Page.GetByText("NodeFlaps").First).ToBeVisibleAsync();
            Assert.True(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} is wider than the phone.");
            await phone.ShouldBeFreeOfFaultsAsync(shot);
        }

        await page.GotoAsync("/improvements/agenda");
        await visit.InteractiveAsync();
        await page.GetByLabel("What was agreed").FillAsync("NodeFlaps is grouped by rack first.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Hold review" }).ClickAsync();
        await Expect(page.GetByText("The review is recorded.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Nothing was entered.")).ToBeVisibleAsync();
        await visit.ShouldBeFreeOfFaultsAsync("agenda");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "agenda-print.png"), FullPage = true });
        Assert.Empty(visit.Problems);
        Assert.Empty(phone.Problems);
    }

    private static async Task<JsonElement> RulesAsync(Visit visit)
    {
        var read = await visit.ReadAsync("/api/v1/signals/rules");
        return read.ValueKind == JsonValueKind.Array ? read : read.GetProperty("items");
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, int width, ColorScheme scheme)
    {
        var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync("operator");
        return visit;
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Maintenance;

/// <summary>An operator plans a window in the browser, begins it, real alerts arrive and stay quiet, and the one that still fires comes up when the work is done.</summary>
public sealed class WindowOverUpgrade(Site site) : IClassFixture<Site>
{
    private const string Reader = "reader@example.org";

    [Fact]
    public async Task What_the_upgrade_causes_stays_quiet_what_it_leaves_behind_comes_up_and_subscribers_are_told()
    {
        _ = site.Browser;
        await using var smtp = await SmtpPeer.StartAsync();
        var port = Places.FreePort();
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?>(smtp.Settings("__")) { ["OpsPortal__Inform__PublicUrl"] = $"http://127.0.0.1:{port}" }, port: port);
        await using var visit = await site.VisitAsync(at: portal);
        await visit.SignInAsync("operator");
        await new StatusScreen(visit).MakePublicAsync(("search", "Search of the shop"), ("storefront", ""));
        await using (var reader = await site.VisitAsync(at: portal)) await new StatusScreen(reader).SubscribeAsync(smtp, Reader, "Search of the shop");
        var page = visit.Page;
        await page.GotoAsync("/maintenance/new");
        await visit.InteractiveAsync();
        await page.GetByLabel("Title").FillAsync("Upgrade the search cluster");
        await page.GetByLabel("Reason").FillAsync("Version 9");
        await page.GetByLabel("Services", new() { Exact = true }).FillAsync("search");
        await page.GetByLabel("Services", new() { Exact = true }).PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Status, new() { Name = "What it would do" })).ToContainTextAsync("Once, on");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await visit.ShootAsync("window-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Upgrade the search cluster" })).ToBeVisibleAsync();
        await PublishDraftAsync(visit);
        var planned = await smtp.WaitAsync(Reader, "Planned:");
        Assert.Contains("Search of the shop", planned.Text, StringComparison.Ordinal);
        await page.GotoAsync("/maintenance/MW-1");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "It is in force" })).ToBeVisibleAsync();
        await smtp.WaitAsync(Reader, "Now:");

        await portal.PostAsync(("SearchDown", "critical", "Search does not answer", "search"), ("BillLate", "error", "Billing is late", ""));
        var queue = new EventsScreen(visit);
        await queue.GoAsync();
        await queue.ShouldShowAsync("Billing is late");
        await Expect(queue.Table).Not.ToContainTextAsync("Search does not answer");
        await page.GotoAsync("/events?standing=Suppressed");
        await visit.InteractiveAsync();
        await queue.ShouldShowAsync("Search does not answer");

        await page.GotoAsync("/maintenance/MW-1");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Events held back" })).ToContainTextAsync("Search does not answer");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await visit.ShootAsync("window-active");
        await page.GetByRole(AriaRole.Button, new() { Name = "End now" }).ClickAsync();
        await Expect(page.Locator("[aria-current=step]")).ToHaveTextAsync("Ended");
        await smtp.WaitAsync(Reader, "Over:");
        Assert.Equal(1, smtp.Mails.Count(mail => mail.Subject.StartsWith("Over:", StringComparison.Ordinal)));

        await queue.GoAsync();
        await queue.ShouldShowAsync("Search does not answer");
        await queue.Table.GetByRole(AriaRole.Link, new() { Name = "Search does not answer" }).ClickAsync();
        var story = new EventScreen(visit);
        await story.ShouldTellAsync("suppressed it by MW-1");
        await story.ShouldTellAsync("released it: MW-1 holds it back no longer");
        await visit.ShootAsync("window-released");
        Assert.Empty(visit.Problems);
    }

    /// <summary>The window has written its announcement itself; a person looks at it and lets it out.</summary>
    private static async Task PublishDraftAsync(Visit visit)
    {
        var page = visit.Page;
        var publish = page.GetByRole(AriaRole.Button, new() { Name = "Publish now" });
        await Waiting.UntilAsync(async () =>
        {
            await page.GotoAsync("/announcements/ANN-1");
            await visit.InteractiveAsync();
            return await publish.CountAsync() > 0;
        }, () => "the window has written no announcement", TimeSpan.FromSeconds(60));
        await visit.ShootAsync("window-announced");
        await publish.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Tell readers more")).ToBeVisibleAsync();
    }
}

using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>The portal is restarted while somebody works: nothing is lost, and the browser comes back by itself.</summary>
public sealed class RestartInTheMiddle(Site site) : IClassFixture<Site>
{
    private static readonly LocatorAssertionsToHaveValueOptions Patiently = new() { Timeout = 60_000 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Session_filter_draft_and_data_survive(bool killed)
    {
        var title = killed ? "Disk of db-8 is full" : "Disk of db-7 is full";
        await site.Portal.PostAsync((killed ? "DiskFull8" : "DiskFull7", "critical", title));
        await using var agent = await site.SignedInAsync("desk");
        await using var other = await site.SignedInAsync("operator");
        var (queue, page) = (new EventsScreen(other), new EventScreen(agent));
        await new EventsScreen(agent).GoAsync();
        await new EventsScreen(agent).OpenAsync(title);
        await agent.InteractiveAsync();
        await page.CommentBox.PressSequentiallyAsync("Half a thought");
        await queue.GoAsync("?priority=P1&q=disk");
        await queue.ShouldShowAsync(title);

        if (killed) await site.Portal.KillAsync();
        else Assert.Equal(0, await site.Portal.StopAsync());
        await Expect(agent.Live).ToBeHiddenAsync();
        await site.Portal.StartAgainAsync();

        await Expect(agent.Live).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await agent.InteractiveAsync();
        await Expect(page.CommentBox).ToHaveValueAsync("Half a thought", Patiently);
        await page.ActAsync("Acknowledge");
        await page.ShouldTellAsync("acknowledged it");
        await Expect(queue.Row(title)).ToContainTextAsync("Investigating", new() { Timeout = 60_000 });
        Assert.Contains("q=disk", other.Page.Url, StringComparison.Ordinal);
    }
}

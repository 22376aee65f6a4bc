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

    [Fact]
    public async Task What_was_half_written_in_a_dialog_is_there_when_it_is_opened_again()
    {
        await site.Portal.PostAsync(("DiskFull9", "critical", "Disk of db-9 is full"));
        await using var agent = await site.SignedInAsync("desk");
        await new EventsScreen(agent).GoAsync("?q=db-9");
        await new EventsScreen(agent).OpenAsync("Disk of db-9 is full");
        await agent.InteractiveAsync();
        var reason = agent.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox);
        await agent.Page.Keyboard.PressAsync("e");
        await reason.PressSequentiallyAsync("Somebody must come");
        await site.Portal.RestartAsync();
        await Expect(agent.Live).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(reason).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await agent.InteractiveAsync();
        await agent.Page.Keyboard.PressAsync("e");
        await Expect(reason).ToHaveValueAsync("Somebody must come", Patiently);
    }
}

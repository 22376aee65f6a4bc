using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>An agent who knows the keys and does not wait for the screen.</summary>
public sealed class TypingAhead(Site site) : IClassFixture<Site>
{
    /// <summary>Nobody waits for the portal here: every key is pressed before the one before it can have been answered.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task Keys_typed_ahead_reach_what_they_were_meant_for(int pause)
    {
        string Title(string what) => $"{what} on pump-{pause}";
        await site.Portal.PostAsync(($"First{pause}", "critical", Title("Leak")), ($"Second{pause}", "error", Title("Noise")), ($"Third{pause}", "warning", Title("Dust")), ($"Fourth{pause}", "info", Title("Rust")));
        await using var agent = await site.SignedInAsync("desk");
        var queue = new EventsScreen(agent);
        await queue.GoAsync($"?q=pump-{pause}");
        await queue.ShouldShowAsync(Title("Rust"));

        foreach (var key in (string[])["j", "a", "j", "s", "Enter", "r", .. "Swept.".Select(letter => letter.ToString()), "Control+Enter", "s", "Tab", "Enter"])
        {
            await agent.Page.Keyboard.PressAsync(key, new() { Delay = pause });
        }

        // The leak is taken on; the noise is put off for the first span offered, the dust resolved with its note, the rust put off for the second.
        await Expect(queue.Row(Title("Leak"))).ToContainTextAsync("Investigating");
        foreach (var gone in (string[])["Noise", "Dust", "Rust"]) await queue.ShouldNotShowAsync(Title(gone));
        await queue.GoAsync($"?q=pump-{pause}&standing=Resolved");
        await queue.ShouldShowAsync(Title("Dust"));
        await queue.OpenAsync(Title("Dust"));
        await new EventScreen(agent).ShouldTellAsync("Swept.");
        await queue.GoAsync($"?q=pump-{pause}&standing=Snoozed");
        await queue.ShouldShowAsync(Title("Noise"));
        await queue.ShouldShowAsync(Title("Rust"));
        Assert.Empty(agent.Problems);
    }

    [Fact]
    public async Task A_search_that_is_still_on_its_way_is_waited_for()
    {
        await site.Portal.PostAsync(("Keep", "critical", "Keep this valve"), ("Turn", "info", "Turn that valve"));
        await using var agent = await site.SignedInAsync("desk");
        var queue = new EventsScreen(agent);
        await queue.GoAsync("?q=valve");
        await queue.ShouldShowAsync("Keep this valve");
        await queue.PressAsync("/");
        await agent.Page.Keyboard.TypeAsync("turn");
        foreach (var key in (string[])["Escape", "j", "a"]) await queue.PressAsync(key);
        await Expect(queue.Row("Turn that valve")).ToContainTextAsync("Investigating");
        await queue.ShouldNotShowAsync("Keep this valve");
        await queue.GoAsync("?q=valve");
        await Expect(queue.Row("Keep this valve")).Not.ToContainTextAsync("Investigating");
        Assert.Empty(agent.Problems);
    }
}

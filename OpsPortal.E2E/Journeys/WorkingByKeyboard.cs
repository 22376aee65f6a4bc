using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>An agent who never touches the mouse, from signing in to an empty queue.</summary>
public sealed class WorkingByKeyboard(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_queue_is_worked_from_the_first_key_to_the_last()
    {
        await site.Portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full"), ("Slow", "error", "Checkout is slow"), ("Backup", "warning", "Backup is late"), ("Noise", "info", "A fan hums"));
        await using var agent = await site.VisitAsync();
        await agent.Page.GotoAsync("/sign-in");
        await agent.Page.GetByLabel("Email").FocusAsync();
        await agent.Page.Keyboard.TypeAsync("desk@demo.local");
        await agent.Page.Keyboard.PressAsync("Tab");
        await agent.Page.Keyboard.TypeAsync("OpsPortal-Demo-1");
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.WaitForURLAsync("**/");
        await agent.InteractiveAsync();

        // The palette leads to the queue.
        await agent.Page.Keyboard.PressAsync("Control+k");
        await Expect(agent.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search and commands" })).ToBeFocusedAsync();
        await agent.Page.Keyboard.TypeAsync("Events");
        await agent.Page.Keyboard.PressAsync("Enter");
        await agent.Page.WaitForURLAsync("**/events");
        var queue = new EventsScreen(agent);
        await queue.ShouldShowAsync("Disk of db-7 is full");

        // Worst first: j stands on the full disk; a takes it on.
        await queue.PressAsync("j");
        await queue.PressAsync("a");
        await Expect(queue.Row("Disk of db-7 is full")).ToContainTextAsync("Investigating");

        // s snoozes what is next; it leaves the queue by itself.
        await queue.PressAsync("j");
        await queue.PressAsync("s");
        var first = agent.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "15 min" });
        await Expect(first).ToBeFocusedAsync();
        await Expect(first).ToHaveCSSAsync("outline-style", "solid");
        await agent.Page.Keyboard.PressAsync("Enter");
        await queue.ShouldNotShowAsync("Checkout is slow");

        // / filters, Escape leaves the field, x selects, r resolves with a note.
        await queue.PressAsync("/");
        await agent.Page.Keyboard.TypeAsync("backup");
        await queue.ShouldNotShowAsync("Disk of db-7 is full");
        await agent.Page.Keyboard.PressAsync("Escape");
        await queue.PressAsync("j");
        await queue.PressAsync("x");
        await queue.PressAsync("r");
        await agent.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).First.WaitForAsync();
        await agent.Page.Keyboard.TypeAsync("Ran it by hand.");
        await agent.Page.Keyboard.PressAsync("Control+Enter");
        await queue.ShouldNotShowAsync("Backup is late");
        Assert.Contains("q=backup", agent.Page.Url, StringComparison.Ordinal);

        // ? explains the keys.
        await queue.PressAsync("?");
        await Expect(agent.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Acknowledge");
        Assert.Empty(agent.Problems);
    }

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

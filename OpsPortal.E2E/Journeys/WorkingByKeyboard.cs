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
}

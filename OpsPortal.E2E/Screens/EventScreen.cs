using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Screens;

/// <summary>The page of one event as a person sees it.</summary>
public sealed class EventScreen(Visit visit)
{
    private IPage Page => visit.Page;

    public ILocator Timeline => Page.GetByRole(AriaRole.Region, new() { Name = "Timeline" });

    public async Task GoAsync(string number)
    {
        await Page.GotoAsync($"/events/{number}");
        await visit.InteractiveAsync();
    }

    public Task ActAsync(string act) => Page.GetByRole(AriaRole.Toolbar, new() { Name = "Acts" }).GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();

    /// <summary>Writes what the open dialog asks for and confirms with the button named as the act.</summary>
    public async Task ConfirmAsync(string act, string text)
    {
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync(text);
        await dialog.GetByRole(AriaRole.Button, new() { Name = act, Exact = true }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    public async Task CommentAsync(string text)
    {
        await CommentBox.FillAsync(text);
        await Timeline.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
    }

    public ILocator CommentBox => Page.GetByLabel("Comment", new() { Exact = true });

    public Task ShouldTellAsync(string text) => Expect(Timeline).ToContainTextAsync(text);

    public Task ShouldSayAsync(string text) => Expect(Page.GetByRole(AriaRole.Article)).ToContainTextAsync(text);
}

using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Screens;

/// <summary>The event queue as a person sees it.</summary>
public sealed class EventsScreen(Visit visit)
{
    private IPage Page => visit.Page;

    public ILocator Table => Page.GetByRole(AriaRole.Grid, new() { Name = "Events" });

    public ILocator Search => Page.GetByRole(AriaRole.Searchbox).Or(Page.GetByPlaceholder("Search ( / )")).First;

    public ILocator Row(string title) => Table.GetByRole(AriaRole.Row).Filter(new() { HasText = title });

    public async Task GoAsync(string query = "")
    {
        await Page.GotoAsync("/events" + query);
        await visit.InteractiveAsync();
    }

    public Task ShouldShowAsync(string title) => Expect(Row(title)).ToBeVisibleAsync();

    public Task ShouldNotShowAsync(string title) => Expect(Row(title)).ToHaveCountAsync(0);

    public async Task OpenAsync(string title)
    {
        await Row(title).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
    }

    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);
}

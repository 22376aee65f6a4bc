using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Screens;

/// <summary>The service catalogue as a person sees it: list, graph, form, import and export.</summary>
public sealed class ServicesScreen(Visit visit)
{
    private IPage Page => visit.Page;

    public ILocator Table => Page.GetByRole(AriaRole.Grid, new() { Name = "Services" });

    public ILocator Drawing => Page.GetByRole(AriaRole.Region, new() { Name = "Drawing of the graph" });

    public ILocator Said => Page.GetByRole(AriaRole.Status);

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await visit.InteractiveAsync();
    }

    public ILocator Row(string name) => Table.GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    /// <summary>A service in the drawing, by the beginning of its accessible name.</summary>
    public ILocator Node(string name) => Drawing.Locator($"a[aria-label^='{name}:']");

    public Task PressButtonAsync(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    public async Task PreviewAsync(string file)
    {
        await Page.GetByLabel("Or its text").FillAsync(file);
        await Page.GetByLabel("Or its text").BlurAsync();
        await PressButtonAsync("Preview");
    }

    public async Task<string> ExportAsync(string button)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }

    public Task ShouldSayAsync(string text) => Expect(Said.Filter(new() { HasText = text })).ToBeVisibleAsync();
}

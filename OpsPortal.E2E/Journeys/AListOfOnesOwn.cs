using System.Globalization;
using Microsoft.Playwright;
using Microsoft.VisualBasic.FileIO;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>The queue as one wants it: views of one's own and shared ones, columns, their width, and what is filtered as a file.</summary>
public sealed class AListOfOnesOwn(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Views_are_ones_own_until_they_are_shared()
    {
        await site.Portal.PostAsync(("Leak", "critical", "Leak in the shop"), ("Dust", "warning", "Dust in the shop"));
        await using var ada = await site.SignedInAsync("operator");
        await using var bo = await site.SignedInAsync("desk");
        var queue = new EventsScreen(ada);
        await queue.GoAsync("?priority=P1&q=shop");
        await queue.ShouldShowAsync("Leak in the shop");
        await SaveViewAsync(ada, "Worst of the shop");
        await queue.GoAsync("?q=shop");
        await SaveViewAsync(ada, "All of the shop");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Share All of the shop" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Share All of the shop" })).ToHaveAttributeAsync("aria-pressed", "true");

        await new EventsScreen(bo).GoAsync();
        await bo.Page.Locator("summary").Filter(new() { HasText = "Views" }).ClickAsync();
        await Expect(bo.Page.GetByRole(AriaRole.Link, new() { Name = "Worst of the shop" })).ToHaveCountAsync(0);
        await bo.Page.GetByRole(AriaRole.Link, new() { Name = "All of the shop" }).ClickAsync();
        await new EventsScreen(bo).ShouldShowAsync("Dust in the shop");
        Assert.EndsWith("q=shop", bo.Page.Url, StringComparison.Ordinal);

        await queue.GoAsync();
        await ada.Page.Locator("summary").Filter(new() { HasText = "Views" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Worst of the shop" }).ClickAsync();
        await queue.ShouldNotShowAsync("Dust in the shop");
        await queue.ShouldShowAsync("Leak in the shop");
        Assert.Empty(ada.Problems);
        Assert.Empty(bo.Problems);
    }

    [Fact]
    public async Task Columns_are_chosen_and_drawn_once_and_stay_so()
    {
        await site.Portal.PostAsync(("Rust", "critical", "Rust at the gate"));
        await using var person = await site.SignedInAsync("manager");
        var queue = new EventsScreen(person);
        await queue.GoAsync();
        await queue.ShouldShowAsync("Rust at the gate");
        await Expect(Head("Source")).ToHaveCountAsync(0);
        await person.Page.GetByLabel("Columns").ClickAsync();
        await person.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Source" }).CheckAsync();
        await person.Page.Keyboard.PressAsync("Escape");
        await Expect(Head("Source")).ToBeVisibleAsync();

        var before = (await Head("Owner").BoundingBoxAsync())!.Width;
        var grip = (await person.Page.Locator("[data-grip=owner]").BoundingBoxAsync())!;
        await person.Page.Mouse.MoveAsync(grip.X + (grip.Width / 2), grip.Y + (grip.Height / 2));
        await person.Page.Mouse.DownAsync();
        await person.Page.Mouse.MoveAsync(grip.X + (grip.Width / 2) + 40, grip.Y + (grip.Height / 2), new() { Steps = 4 });
        await person.Page.Mouse.UpAsync();
        await Expect(person.Page.Locator("col[data-column=owner]")).ToHaveAttributeAsync("style", $"width:{(before + 40).ToString(CultureInfo.InvariantCulture)}px");

        await person.Page.ReloadAsync();
        await queue.ShouldShowAsync("Rust at the gate");
        await Expect(Head("Source")).ToBeVisibleAsync();
        Assert.InRange((await Head("Owner").BoundingBoxAsync())!.Width, before + 30, before + 60);
        Assert.Empty(person.Problems);

        ILocator Head(string column) => queue.Table.GetByRole(AriaRole.Columnheader, new() { Name = column });
    }

    [Fact]
    public async Task The_file_holds_exactly_what_is_filtered()
    {
        await site.Portal.PostAsync([.. Enumerable.Range(0, 130).Select(i => ($"Flood{i}", i % 2 == 0 ? "critical" : "info", $"Flood, \"gauge\" {i}"))]);
        await using var person = await site.SignedInAsync("operator");
        var queue = new EventsScreen(person);
        await queue.GoAsync("?q=flood&priority=P1");
        await Expect(person.Page.Locator(".total")).ToHaveTextAsync("65");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        using var text = File.OpenText(await download.PathAsync());
        using var csv = new TextFieldParser(text) { Delimiters = [","] };
        var (heads, rows) = (csv.ReadFields()!, new List<string[]>());
        while (csv.ReadFields() is { } row) rows.Add(row);
        var titles = Enumerable.Range(0, 65).Select(i => $"Flood, \"gauge\" {i * 2}").Order(StringComparer.Ordinal);
        Assert.Equal(titles, rows.Select(row => row[Array.IndexOf(heads, "title")]).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal("P1", row[Array.IndexOf(heads, "priority")]));
        Assert.Empty(person.Problems);
    }

    private static async Task SaveViewAsync(Visit visit, string name)
    {
        await visit.Page.Locator("summary").Filter(new() { HasText = "Views" }).ClickAsync();
        await visit.Page.GetByLabel("Name of the view").FillAsync(name);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
    }
}

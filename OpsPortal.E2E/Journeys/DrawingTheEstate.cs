using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>An operator writes down the estate: imports it, sees it drawn, works in the drawing by keyboard, edits a service and takes the file away.</summary>
public sealed class DrawingTheEstate(Site site) : IClassFixture<Site>
{
    private const string File = "services:\n- key: returns\n  name: Returns\n  criticality: high\n  environments: [production]\n  dependencies:\n  - { service: warehouse, kind: calls }\n  - { service: mail, kind: sends to }\n";

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 1280)]
    [InlineData("light", 390)]
    public async Task From_a_file_to_a_graph_and_back_to_a_file(string theme, int width)
    {
        await site.Portal.PostAsync(("OrderDatabaseDown", "critical", "The order database is down", "order-database"));
        await using var visit = await site.SignedInAsync("operator", width, 844, theme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await visit.ChooseThemeAsync(theme);
        var screen = new ServicesScreen(visit);

        // A faulty file first: nothing happens, and the line is told.
        await screen.GoAsync("/services/exchange");
        await screen.PreviewAsync(File.Replace("service: warehouse", "service: wearhouse", StringComparison.Ordinal));
        await Expect(visit.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Line 7: There is no service wearhouse.");
        await screen.PreviewAsync(File);
        await screen.ShouldSayAsync("Nothing is done yet");
        await ShootAsync(visit, $"estate-exchange-{theme}-{width}");
        await screen.PressButtonAsync("Import 1 change");
        await screen.ShouldSayAsync("Imported: ");

        // The list has it, and the database that is down stands on top.
        await screen.GoAsync("/services");
        await Expect(screen.Row("Returns")).ToBeVisibleAsync();
        await Expect(screen.Row("Order database")).ToContainTextAsync("Failing");
        await ShootAsync(visit, $"estate-list-{theme}-{width}");

        // In the drawing by keyboard: to a node, Enter focuses it, + enlarges.
        await screen.GoAsync("/services/graph");
        await Expect(screen.Node("Order database")).ToHaveAttributeAsync("aria-label", "Order database: Failing · P1 · 1 open. Focus");
        await ShootAsync(visit, $"estate-graph-{theme}-{width}");
        await screen.Node("Returns").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.WaitForURLAsync("**/services/graph?focus=returns");
        await Expect(screen.Node("Returns")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(screen.Node("Storefront")).ToHaveCountAsync(0);
        await screen.Drawing.FocusAsync();
        var svg = screen.Drawing.Locator("svg.graph");
        var whole = await svg.GetAttributeAsync("viewBox") ?? "";
        await UntilItMovesAsync(async () =>
        {
            await visit.Page.Keyboard.PressAsync("+");
            await Expect(svg).Not.ToHaveAttributeAsync("viewBox", whole, new() { Timeout = 1000 });
        });
        await ShootAsync(visit, $"estate-focus-{theme}-{width}");

        // Edit, and take the file away.
        await screen.GoAsync("/services/returns/edit");
        await visit.Page.GetByLabel("Users affected").FillAsync($"{width}");
        await ShootAsync(visit, $"estate-form-{theme}-{width}");
        await screen.PressButtonAsync("Save");
        await visit.Page.WaitForURLAsync("**/services/returns");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("people notice when it is down");
        await screen.GoAsync("/services/order-database");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("The order database is down");
        await ShootAsync(visit, $"estate-service-{theme}-{width}");
        await screen.GoAsync("/services/exchange");
        Assert.Contains($"usersAffected: {width}", await screen.ExportAsync("Export YAML"), StringComparison.Ordinal);
        await screen.GoAsync("/services/mapping");
        await screen.PressButtonAsync("Try on recent events");
        await Expect(visit.Page.GetByRole(AriaRole.Table, new() { Name = "Tried events" })).ToContainTextAsync("order-database");
        await ShootAsync(visit, $"estate-mapping-{theme}-{width}");
        await screen.GoAsync("/services/teams");
        await ShootAsync(visit, $"estate-teams-{theme}-{width}");
        Assert.Empty(visit.Problems);
    }

    /// <summary>A picture, and what axe finds on it.</summary>
    private static async Task ShootAsync(Visit visit, string name)
    {
        await visit.ShootAsync(name);
        var found = await visit.Page.RunAxe();
        Assert.Empty(found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{name}: {violation.Id} at {node.Html}")));
    }

    /// <summary>Keys are heard a moment after the drawing has the focus: pressed again until something moves.</summary>
    private static async Task UntilItMovesAsync(Func<Task> attempt)
    {
        for (var left = 10; ; left--)
        {
            try
            {
                await attempt();
                return;
            }
            catch (PlaywrightException) when (left > 0)
            {
                continue;
            }
        }
    }
}

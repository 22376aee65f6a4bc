using Microsoft.Playwright;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>A deployment to production is looked after: by its process, with a monitor that is tighter meanwhile, until somebody answers for ending it; another begins by hand.</summary>
public sealed class LookedAfter(Site site) : IClassFixture<Site>
{
    private const string TakenOver = "The service desk has taken over";

    [Fact]
    public async Task It_begins_with_the_deployment_is_shown_extended_and_ended_by_a_decision()
    {
        await using var portal = await PortalProcess.StartAsync();
        await using var operations = await SignedInAsync(portal, "operator");
        await using var developer = await SignedInAsync(portal, "developer");
        await using var approver = await SignedInAsync(portal, "approver");
        await using var second = await SignedInAsync(portal, "approver2");
        await operations.PutAsync("/api/v1/services/shop", new { name = "Shop", environments = new[] { new { name = "production", tier = "production" } } });
        var monitor = (await operations.PostAsync("/api/v1/monitors", new
        {
            name = "Shop answers slowly",
            kind = "Performance",
            service = "shop",
            target = new { type = "metric", selector = "http_seconds" },
            levels = new object[] { new { severity = "Warning", side = "Above", value = 2 }, new { severity = "Critical", side = "Above", value = 5 } },
        })).GetProperty("monitor").GetProperty("number").GetString()!;
        var first = await DeployedAsync(operations, developer, approver, second, "1.1.0", new
        {
            owner = "operator@demo.local",
            roster = new[] { "developer@demo.local", "operator@demo.local" },
            lasts = "7.00:00:00",
            thresholds = new[] { new { monitor, value = 1.5 } },
            criteria = new object[] { new { type = "most-incidents", most = 2 }, new { type = "nothing-open" }, new { type = "availability", least = 99.9 }, new { type = "quiet-for", time = "2.00:00:00" }, new { type = "shown", what = TakenOver } },
        });

        // On the page of the deployment, and from there to the support.
        var page = operations.Page;
        await page.GotoAsync($"/deployments/{first}");
        await operations.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open early-life support" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Early-life support of shop/web 1.1.0" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Mei Tanaka stands by today").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Show evidence of {TakenOver}" }).ClickAsync();
        await page.GetByLabel("Evidence", new() { Exact = true }).FillAsync("Handover of Tuesday, minutes in the wiki");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Show evidence", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Holds: Oskar Lindqvist: Handover of Tuesday")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it last longer" }).ClickAsync();
        await Expect(page.GetByText("Day 1 of 9").First).ToBeVisibleAsync();
        await portal.OpenIncidentAsync("Cards are refused");
        await Expect(page.GetByText("stood by,")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await operations.ShouldBeFreeOfFaultsAsync("early-life");

        // The monitor says what tightens it, the service that it is looked after.
        await page.GotoAsync($"/monitors/{monitor}");
        await operations.InteractiveAsync();
        await Expect(page.GetByText("because of the early-life support")).ToBeVisibleAsync();
        await operations.ShouldBeFreeOfFaultsAsync("early-life-monitor");
        await page.GotoAsync("/services/shop");
        await operations.InteractiveAsync();
        await Expect(page.GetByText($"early-life support of {first}")).ToBeVisibleAsync();
        await operations.ShouldBeFreeOfFaultsAsync("early-life-service");

        // By hand, for a deployment whose process names none.
        var next = await DeployedAsync(operations, developer, approver, second, "1.2.0", null);
        await page.GotoAsync($"/deployments/{next}");
        await operations.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin early-life support" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add monitor" }).ClickAsync();
        await page.GetByLabel("Monitor 1", new() { Exact = true }).SelectOptionAsync(monitor);
        await page.GetByLabel("Tighter value 1").FillAsync("3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
        await Expect(page.GetByText("3 would not be tighter")).ToBeVisibleAsync();
        await operations.ShouldBeFreeOfFaultsAsync("early-life-begin");
        await page.GetByLabel("Tighter value 1").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Early-life support of shop/web 1.2.0" })).ToBeVisibleAsync();

        // On a phone at night.
        await using var phone = await SignedInAsync(portal, "operator", 390, ColorScheme.Dark);
        await phone.Page.GotoAsync("/deployments/early-life");
        await phone.InteractiveAsync();
        await Expect(phone.Page.GetByText("web 1.1.0").First).ToBeVisibleAsync();
        await ShouldFitAsync(phone, "early-life-list-phone");
        await phone.Page.GotoAsync($"/deployments/early-life/{first}");
        await phone.InteractiveAsync();
        await ShouldFitAsync(phone, "early-life-phone");
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "End by decision", Exact = true }).ClickAsync();
        await phone.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("Version 1.2.0 is looked after instead");
        await phone.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "End by decision", Exact = true }).ClickAsync();
        await Expect(phone.Page.GetByText("It was ended by a decision of Oskar Lindqvist").First).ToBeVisibleAsync();
        await ShouldFitAsync(phone, "early-life-ended-phone");
        await page.GotoAsync("/deployments/early-life");
        await operations.InteractiveAsync();
        await Expect(page.GetByText("web 1.2.0").First).ToBeVisibleAsync();
        await operations.ShouldBeFreeOfFaultsAsync("early-life-list");
        Assert.Empty(operations.Problems);
        Assert.Empty(phone.Problems);
    }

    /// <summary>Deployed by hand to production; answers the number of the deployment.</summary>
    private static async Task<string> DeployedAsync(Visit operations, Visit developer, Visit approver, Visit second, string version, object? earlyLife)
    {
        var seen = earlyLife is null ? 1 : 0;
        await operations.PutAsync("/api/v1/deployment-processes/shop/production", new
        {
            seen,
            process = new { recipe = new { model = new { type = "all-at-once" }, deploy = new[] { new { runner = "Manual", title = "By hand", target = "Look" } } }, earlyLife },
        });
        var change = await ChangeToRelease.ApprovedAsync(developer, approver, second, version);
        var number = (await operations.PostAsync($"/api/v1/changes/{change}/deployment", new { })).GetProperty("number").GetString()!;
        await UntilAsync(operations, number, "waitingforperson");
        await operations.PostAsync($"/api/v1/deployments/{number}/completion", new { text = "Seen on the console" });
        await UntilAsync(operations, number, "succeeded");
        return number;
    }

    private static Task UntilAsync(Visit visit, string number, string state) => Waiting.UntilAsync(
        async () => string.Equals((await visit.ReadAsync($"/api/v1/deployments/{number}")).GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase), () => $"{number} does not become {state}", TimeSpan.FromSeconds(60));

    private static async Task ShouldFitAsync(Visit visit, string shot)
    {
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "It is wider than the phone.");
        await visit.ShouldBeFreeOfFaultsAsync(shot);
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync(account);
        return visit;
    }
}

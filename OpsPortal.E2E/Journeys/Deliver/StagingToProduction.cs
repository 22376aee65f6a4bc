using Microsoft.Playwright;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>What staging runs goes on by one press; the picture says what waits, on a screen and on a phone; and the way back was rehearsed.</summary>
public sealed class StagingToProduction(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_way_back_is_rehearsed_and_one_press_takes_what_staging_runs_to_production()
    {
        var scripts = Places.NewFolder("deploy-scripts");
        Script(scripts, "deploy.sh", "echo putting $1");
        Script(scripts, "back.sh", "echo the earlier version is back");
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?> { ["OpsPortal__Runners__ScriptFolder"] = scripts });
        await using var operations = await SignedInAsync(portal, "operator");
        await using var developer = await SignedInAsync(portal, "developer");
        await using var approver = await SignedInAsync(portal, "approver");
        await operations.PutAsync("/api/v1/services/shop", new
        {
            name = "Shop",
            environments = new[] { new { name = "test", tier = "test" }, new { name = "staging", tier = "staging" }, new { name = "production", tier = "production" } },
            components = new[] { new { name = "web", kind = "website" } },
        });
        await operations.PutAsync("/api/v1/deployment-processes/shop/-", new { seen = 0, process = Process });

        // The way back is gone once in test, which keeps it as a rehearsal; then the next version passes test and staging.
        var tried = await DeployedAsync(operations, developer, approver, "1.0.9", "test");
        await operations.PostAsync($"/api/v1/deployments/{tried}/rollback", new { text = "To see whether the way back works" });
        await UntilAsync(operations, tried, "rolledBack");
        await DeployedAsync(operations, developer, approver, "1.1.0", "test");
        await DeployedAsync(operations, developer, approver, "1.1.0", "staging");
        await OpenAsync(operations, "/deployments/rehearsals");
        await Expect(operations.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Shop" })).ToContainTextAsync("Fresh");
        await operations.ShouldBeFreeOfFaultsAsync("rehearsals");

        // One press, and once more: one change.
        var page = developer.Page;
        await OpenAsync(developer, "/deployments/pipeline/shop");
        await Expect(page.GetByText("web 1.1.0 can go on to production; a change of it needs its approvals.")).ToBeVisibleAsync();
        await developer.ShouldBeFreeOfFaultsAsync("pipeline-open");
        var promote = page.GetByRole(AriaRole.Button, new() { Name = "Promote to production" });
        await promote.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/changes/CHG-*");
        var change = new Uri(page.Url).Segments[^1];
        await developer.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Promote web 1.1.0 from staging to production" })).ToBeVisibleAsync();
        await Expect(page.GetByText($"rehearsed today in test by {tried}").First).ToBeVisibleAsync();
        await developer.ShouldBeFreeOfFaultsAsync("promoted-change");
        await OpenAsync(developer, "/deployments/pipeline/shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the change to production" }).ClickAsync();
        await page.WaitForURLAsync($"**/changes/{change}");

        await approver.ApproveAsync(change);
        await using var night = await SignedInAsync(portal, "manager", 1280, ColorScheme.Dark);
        await using var phone = await SignedInAsync(portal, "approver2", 390);
        foreach (var (visit, shot) in new[] { (night, "pipeline-dark"), (phone, "pipeline-390") })
        {
            await OpenAsync(visit, "/deployments/pipeline/shop");
            await Expect(visit.Page.GetByRole(AriaRole.List, new() { Name = $"What {change} waits for" }).GetByText("Waits for 1 of 2 approvals")).ToBeVisibleAsync();
            Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{shot} is wider than the screen.");
            await visit.ShouldBeFreeOfFaultsAsync(shot);
        }

        await OpenAsync(phone, $"/changes/{change}");
        await phone.ShouldBeFreeOfFaultsAsync("promoted-change-390");
        await OpenAsync(phone, "/deployments/rehearsals");
        await phone.ShouldBeFreeOfFaultsAsync("rehearsals-390");
        foreach (var visit in new[] { operations, developer, approver, night, phone }) Assert.Empty(visit.Problems);
        Places.Discard(scripts);
    }

    private static object Process => new
    {
        recipe = new
        {
            model = new { type = "all-at-once" },
            deploy = new[] { new { runner = "Script", title = "Deploy", target = "deploy.sh", arguments = new[] { "{version}" }, timeOut = "00:01:00" } },
            backout = new[] { new { runner = "Script", title = "Bring the earlier version back", target = "back.sh", arguments = Array.Empty<string>(), timeOut = "00:01:00" } },
            lookEvery = "00:00:05",
        },
    };

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await site.VisitAsync(width, 844, scheme, at: portal);
        await visit.SignInAsync(account);
        return visit;
    }

    private static async Task OpenAsync(Visit visit, string path)
    {
        await visit.Page.GotoAsync(path);
        await visit.InteractiveAsync();
    }

    private static async Task<string> DeployedAsync(Visit operations, Visit developer, Visit approver, string version, string environment)
    {
        var now = TimeProvider.System.GetUtcNow();
        var made = await developer.PostAsync("/api/v1/changes", new
        {
            title = $"Shop {version} to {environment}",
            kind = "normal",
            reason = "Customers asked for it",
            impact = "None",
            environment,
            components = new[] { new { service = "shop", component = "web", version } },
            steps = new[] { new { title = "Deploy", detail = "" } },
            backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Bring the earlier version back", detail = "" } }, minutes = 5 },
            evidence = new[] { new { title = "Regression", link = "", result = "412 passed" } },
            window = new { start = now.AddMinutes(-5), end = now.AddHours(2), zone = "UTC" },
        });
        var change = made.GetProperty("change").GetProperty("number").GetString()!;
        await developer.PostAsync($"/api/v1/changes/{change}/authors", new { authors = new[] { new { name = "Mei Tanaka", mail = "developer@demo.local", source = $"shop/web {version}" } } });
        await developer.PostAsync($"/api/v1/changes/{change}/submission", new { });
        await approver.ApproveAsync(change);
        var number = (await operations.PostAsync($"/api/v1/changes/{change}/deployment", new { hotfix = false })).GetProperty("number").GetString()!;
        await UntilAsync(operations, number, "succeeded");
        return number;
    }

    private static Task UntilAsync(Visit visit, string deployment, string state) => Waiting.UntilAsync(
        async () => string.Equals((await visit.ReadAsync($"/api/v1/deployments/{deployment}")).GetProperty("state").GetString(), state, StringComparison.OrdinalIgnoreCase), () => $"{deployment} does not become {state}", TimeSpan.FromSeconds(60));

    private static void Script(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/bash\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

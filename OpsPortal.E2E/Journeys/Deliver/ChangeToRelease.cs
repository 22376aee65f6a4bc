using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using OpsPortal.Peers.Proxies;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>A good canary of a real service behind a real HAProxy, measured by a real Prometheus, goes to everybody; a bad one is found, taken back and kept back.</summary>
public sealed class ChangeToRelease(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_good_canary_goes_to_everybody_and_a_bad_one_is_taken_back_and_quarantined()
    {
        await using var stable = await SmallService.StartAsync("stable", "1.0.0");
        await using var canary = await SmallService.StartAsync("canary", "none");
        await using var haproxy = await HaproxyPeer.StartAsync([new("stable1", stable.Port, "weight 100"), new("canary1", canary.Port, "weight 0")]);
        await using var prometheus = await PrometheusPeer.StartAsync(Scrape(stable, canary));
        await using var users = new Users(haproxy.Url);
        var scripts = Places.NewFolder("deploy-scripts");
        Script(scripts, "deploy.sh", "echo putting $1 on $2; for i in 1 2 3; do echo instance $i is up; sleep 0.3; done");
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?>
        {
            ["OpsPortal__Runners__ScriptFolder"] = scripts,
            ["OpsPortal__Outgoing__Allow__0"] = "127.0.0.0/8",
            ["OpsPortal__Haproxy__SocketFolders__0"] = haproxy.Folder,
        });
        await using var operations = await SignedInAsync(portal, "operator");
        await using var developer = await SignedInAsync(portal, "developer");
        await using var approver = await SignedInAsync(portal, "approver");
        await using var second = await SignedInAsync(portal, "approver2");

        await operations.Page.GotoAsync("/deployments");
        await operations.InteractiveAsync();
        await Expect(operations.Page.GetByRole(AriaRole.Heading, new() { Name = "No deployment" })).ToBeVisibleAsync();
        await operations.ShootAsync("deployments-empty");
        await operations.PutAsync("/api/v1/services/shop", new { name = "Shop", environments = new[] { new { name = "production", tier = "production" } } });
        await WriteProcessAsync(operations, Process(haproxy, prometheus));

        // A good version.
        var change = await ApprovedAsync(developer, approver, second, "1.1.0");
        canary.Version = "1.1.0";
        var good = await DeployAsync(operations, change);
        await Expect(operations.Page.GetByText("Compare at 20 %").First).ToBeVisibleAsync();
        await operations.Page.GetByRole(AriaRole.Button, new() { Name = "Log of Deploy (canary)" }).ClickAsync();
        await Expect(operations.Page.GetByLabel("Lines", new() { Exact = true })).ToContainTextAsync("instance 3 is up");
        await ExpectStateAsync(operations, "Succeeded");
        await Expect(operations.Page.GetByText("100 % on the new version").First).ToBeVisibleAsync();
        await operations.Page.GetByRole(AriaRole.Button, new() { Name = "What was seen of Compare at 20 %" }).ClickAsync();
        await Expect(operations.Page.GetByText("Error ratio").First).ToBeVisibleAsync();
        await operations.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "deployment-succeeded.png"), FullPage = true });
        Assert.Empty((await operations.Page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {fault.Help}"));
        using (var http = new HttpClient()) Assert.Equal("1.1.0", await http.GetStringAsync(new Uri(haproxy.Url), TestContext.Current.CancellationToken));
        Assert.Equal("Implemented", (await developer.ReadAsync($"/api/v1/changes/{change}")).GetProperty("change").GetProperty("state").GetString(), ignoreCase: true);

        // The side that serves now is the old one of the next; what is put on the other fails at one request in twenty.
        stable.Version = "1.2.0";
        stable.FailsPercent = 5;
        var next = await ApprovedAsync(developer, approver, second, "1.2.0");
        var bad = await DeployAsync(operations, next);
        await using var phone = await SignedInAsync(portal, "desk", 390, ColorScheme.Dark);
        await phone.Page.GotoAsync($"/deployments/{bad}");
        await phone.InteractiveAsync();
        await ExpectStateAsync(operations, "Rolled back");
        await Expect(operations.Page.GetByText("is in quarantine")).ToBeVisibleAsync();
        await Expect(operations.Page.GetByText("0 % on the new version, 100 % on the earlier one").First).ToBeVisibleAsync();
        await operations.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "deployment-rolled-back.png"), FullPage = true });
        await ExpectStateAsync(phone, "Rolled back");
        Assert.True(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        Assert.Empty((await phone.Page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {fault.Help}"));
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "deployment-390-dark.png"), FullPage = true });
        using (var http = new HttpClient()) Assert.Equal("1.1.0", await http.GetStringAsync(new Uri(haproxy.Url), TestContext.Current.CancellationToken));

        // Its window was opened for it and is over.
        var windows = await operations.ReadAsync("/api/v1/maintenance-windows");
        foreach (var number in new[] { good, bad }) Assert.Contains(windows.GetProperty("items").EnumerateArray(), window => window.GetProperty("title").GetString()!.StartsWith($"{number}:", StringComparison.Ordinal) && window.GetProperty("state").GetString()!.Equals("ended", StringComparison.OrdinalIgnoreCase));

        // It goes nowhere until somebody lifts it.
        var third = await ApprovedAsync(developer, approver, second, "1.2.0");
        await operations.Page.GotoAsync($"/changes/{third}");
        await operations.InteractiveAsync();
        await operations.Page.GetByRole(AriaRole.Button, new() { Name = "Deploy", Exact = true }).ClickAsync();
        await Expect(operations.Page.GetByText("is in quarantine since")).ToBeVisibleAsync();
        foreach (var visit in new[] { operations, developer, approver, second, phone }) Assert.Empty(visit.Problems);
        Places.Discard(scripts);
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await site.VisitAsync(width, 844, scheme, at: portal);
        await visit.SignInAsync(account);
        return visit;
    }

    /// <summary>On the page, as a person writes it.</summary>
    private static async Task WriteProcessAsync(Visit visit, object process)
    {
        var page = visit.Page;
        await page.GotoAsync("/deployments/processes/edit");
        await visit.InteractiveAsync();
        await page.GetByLabel("Service", new() { Exact = true }).SelectOptionAsync("shop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Canary", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON", Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Process, as JSON")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"canary\""));
        await visit.ShootAsync("process");
        Assert.Empty((await page.RunAxe()).Violations.Select(fault => $"{fault.Id}: {fault.Help}"));
        await page.GetByLabel("Process, as JSON").FillAsync(JsonSerializer.Serialize(process));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved. The next deployment follows it.")).ToBeVisibleAsync();
    }

    /// <summary>A change that the developer asked for and two others approved; answers its number.</summary>
    internal static async Task<string> ApprovedAsync(Visit developer, Visit approver, Visit second, string version, string service = "shop", string impact = "None")
    {
        var now = TimeProvider.System.GetUtcNow();
        var made = await developer.PostAsync("/api/v1/changes", new
        {
            title = $"{service} {version}",
            kind = "normal",
            reason = "New",
            impact,
            environment = "production",
            components = new[] { new { service, component = "web", version } },
            steps = new[] { new { title = "Canary", detail = "" } },
            backout = new { when = "Errors above 2 %", steps = new[] { new { title = "Give the traffic back", detail = "" } }, minutes = 5 },
            evidence = new[] { new { title = "Regression", link = "", result = "passed" } },
            window = new { start = now.AddMinutes(-5), end = now.AddHours(2), zone = "UTC" },
        });
        var change = made.GetProperty("change").GetProperty("number").GetString()!;
        await developer.PostAsync($"/api/v1/changes/{change}/authors", new { authors = new[] { new { name = "Mei Tanaka", mail = "developer@demo.local", source = $"{service}/web {version}" } } });
        await developer.PostAsync($"/api/v1/changes/{change}/submission", new { });
        await approver.ApproveAsync(change);
        await second.ApproveAsync(change);
        return change;
    }

    private static async Task<string> DeployAsync(Visit visit, string change)
    {
        await visit.Page.GotoAsync($"/changes/{change}");
        await visit.InteractiveAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Deploy", Exact = true }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/deployments/DEP-*");
        await visit.InteractiveAsync();
        return new Uri(visit.Page.Url).Segments[^1];
    }

    private static Task ExpectStateAsync(Visit visit, string state) =>
        Expect(visit.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = state }).First).ToBeVisibleAsync(new() { Timeout = 120_000 });

    private static object Process(HaproxyPeer haproxy, PrometheusPeer prometheus) => new
    {
        recipe = new
        {
            model = new { type = "canary", steps = new[] { new { percent = 20, hold = "00:00:20", analyse = true }, new { percent = 50, hold = "00:00:10", analyse = true } } },
            deploy = new[] { new { runner = "Script", title = "Deploy", target = "deploy.sh", arguments = new[] { "{version}", "{side}" }, timeOut = "00:01:00" } },
            checks = new[] { "Health" },
            analyses = new[] { "Errors" },
            lookEvery = "00:00:05",
        },
        checks = new[] { new { name = "Health", target = new { type = "http", url = haproxy.Url + "/health", assertions = new[] { new { aspect = "Status", expected = "200", name = "" } } }, limits = new { count = 1 } } },
        analyses = new[]
        {
            new
            {
                name = "Errors", server = prometheus.Url, stepSeconds = 1,
                metrics = new[] { new { metric = new { name = "Error ratio", worse = "Increase", isCritical = true, gaps = "Drop" }, baseline = Ratio("{old}"), canary = Ratio("{new}") } },
            },
        },
        traffic = new { controller = "haproxy", settings = JsonSerializer.Serialize(new { address = haproxy.Socket, backend = HaproxyPeer.Backend, servers = new { stable = new[] { "stable1" }, canary = new[] { "canary1" } } }), @new = "canary", old = "stable" },
    };

    private static string Ratio(string side) => $"sum(rate(shop_requests_total{{job=\"{side}\",code=\"500\"}}[4s])) / sum(rate(shop_requests_total{{job=\"{side}\"}}[4s]))";

    private static string Scrape(params SmallService[] services) => "global:\n  scrape_interval: 1s\n  scrape_timeout: 1s\nscrape_configs:\n"
        + string.Concat(services.Select(service => string.Create(CultureInfo.InvariantCulture, $"- job_name: {service.Side}\n  static_configs:\n  - targets: ['127.0.0.1:{service.Port}']\n")));

    internal static void Script(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, "#!/bin/bash\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

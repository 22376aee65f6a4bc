using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using OpsPortal.E2E.Journeys.Deliver.Parts;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using OpsPortal.Peers.Clocks;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Deliver;

/// <summary>
/// Two versions behind the portal's own gateway, measured by a real Prometheus whose alerts reach the portal: the good one goes to everybody and is released the next day
/// by its switch; the bad one is taken back, its users are told, and what it breaks pages nobody.
/// </summary>
public sealed class GatewayToRelease(Site site) : IClassFixture<Site>
{
    private const string Impact = "You can pay with new cards. You may be asked to sign in again.";

    private readonly string _scripts = Places.NewFolder("deploy-scripts");

    [Fact]
    public async Task A_good_version_is_released_by_its_switch_and_a_bad_one_pages_nobody()
    {
        await using var stable = await SmallService.StartAsync("stable", "1.0.0");
        await using var canary = await SmallService.StartAsync("canary", "none");
        var (gateway, port) = (Places.FreePort(), Places.FreePort());
        ChangeToRelease.Script(_scripts, "deploy.sh", "echo putting $1 on $2");
        var settings = new Dictionary<string, string?>
        {
            ["OpsPortal__Runners__ScriptFolder"] = _scripts,
            ["OpsPortal__Outgoing__Allow__0"] = "127.0.0.0/8",
            ["OpsPortal__Gateway__Port"] = gateway.ToString(CultureInfo.InvariantCulture),
        };
        await using var portal = await PortalProcess.StartAsync(settings, port: port);
        await using var prometheus = await PrometheusPeer.StartAsync(Configuration(portal, stable, canary), ("rules.yml", Rules));
        await using var operations = await SignedInAsync(portal, "operator");
        await using var developer = await SignedInAsync(portal, "developer");
        await using var approver = await SignedInAsync(portal, "approver");
        await using var second = await SignedInAsync(portal, "approver2");
        await operations.PutAsync("/api/v1/services/shop", new { name = "Shop", environments = new[] { new { name = "production", tier = "production" } } });
        await operations.PutAsync("/api/v1/gateway-routes/shop/production", new
        {
            sides = new[] { new { name = "stable", destinations = new[] { At(stable) } }, new { name = "canary", destinations = new[] { At(canary) } } },
        });
        await operations.PutAsync("/api/v1/deployment-processes/shop/production", new { seen = 0, process = Process(gateway, prometheus) });
        await using var users = new Users(FormattableString.Invariant($"http://127.0.0.1:{gateway}/"));

        // The good one goes to everybody; whoever reads the status page is told.
        canary.Version = "1.1.0";
        var good = await DeployedAsync(operations, await ChangeToRelease.ApprovedAsync(developer, approver, second, "1.1.0", impact: Impact), "Succeeded");
        Assert.Equal("1.1.0", await AnswerAsync(gateway));
        await AnnouncedAsync(operations, good, "The new version is in service.");

        // Deployed, not released: nobody has the feature before its day.
        await PlannedAsync(portal, operations, approver);
        Assert.Equal(409, (await second.TryAsync("/api/v1/releases/REL-1/publication")).Status);
        Assert.False(await HasAsync(portal));

        // The bad one fails at one request in twenty: Prometheus says so, the window of the deployment holds that back, and the version is taken back.
        stable.Version = "1.2.0";
        stable.FailsPercent = 5;
        var bad = await DeployedAsync(operations, await ChangeToRelease.ApprovedAsync(developer, approver, second, "1.2.0", impact: Impact), "Rolled back");
        await operations.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, "gateway-rolled-back.png"), FullPage = true });
        Assert.Equal("1.1.0", await AnswerAsync(gateway));
        Assert.Contains((await operations.ReadAsync("/api/v1/quarantines")).GetProperty("items").EnumerateArray(), held => held.GetProperty("component").GetProperty("version").GetString() == "1.2.0");
        await AnnouncedAsync(operations, bad, "The earlier version is in service again.");
        await PagedNobodyAsync(operations);
        foreach (var visit in new[] { operations, developer, approver, second }) Assert.Empty(visit.Problems);

        // The next day.
        await portal.StopAsync();
        foreach (var (name, value) in await ShiftedClock.AheadAsync(TimeSpan.FromHours(24.5))) settings[name] = value;
        await using var later = await PortalProcess.StartAsync(settings, portal.DataDirectory, port);
        await ReleasedAsync(later);
        Places.Discard(_scripts);
    }

    private static async Task PlannedAsync(PortalProcess portal, Visit operations, Visit approver)
    {
        await operations.PostAsync("/api/v1/releases", new
        {
            title = "New cards",
            environment = "production",
            audience = "Everybody",
            date = TimeProvider.System.GetUtcNow().AddDays(1),
            notes = "You can pay with **new cards**.",
            @switch = "new-cards",
            contents = new[] { new { service = "shop", component = "web", version = "1.1.0" } },
        });
        await operations.Page.GotoAsync("/releases/REL-1");
        await operations.InteractiveAsync();
        await Expect(operations.Page.GetByText("Deployed, not released").First).ToBeVisibleAsync();
        await approver.PostAsync("/api/v1/releases/REL-1/go", new { text = "It has run well" });
        Assert.False(await HasAsync(portal));
    }

    private async Task ReleasedAsync(PortalProcess portal)
    {
        await using var second = await SignedInAsync(portal, "approver2");
        await second.Page.GotoAsync("/releases/REL-1");
        await second.InteractiveAsync();
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await second.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Release", Exact = true }).ClickAsync();
        await Expect(second.Page.GetByText("Deployed and released").First).ToBeVisibleAsync();
        Assert.True(await HasAsync(portal));
    }

    /// <summary>As an application asks.</summary>
    private static async Task<bool> HasAsync(PortalProcess portal)
    {
        using var http = new HttpClient { BaseAddress = new(portal.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Senders.EveryKey);
        using var answer = await http.PostAsJsonAsync(new Uri("/ofrep/v1/evaluate/flags/new-cards", UriKind.Relative), new { context = new { targetingKey = "user-1" } });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("value").GetBoolean();
    }

    private static async Task<string> DeployedAsync(Visit visit, string change, string state)
    {
        var deployment = (await visit.PostAsync($"/api/v1/changes/{change}/deployment", new { })).GetProperty("number").GetString()!;
        await visit.Page.GotoAsync($"/deployments/{deployment}");
        await visit.InteractiveAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = state }).First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        return deployment;
    }

    /// <summary>It was published in the words of the approved impact, and is over with the last word.</summary>
    private static async Task AnnouncedAsync(Visit visit, string deployment, string last)
    {
        JsonElement told = default;
        await Waiting.UntilAsync(async () =>
        {
            var all = (await visit.ReadAsync("/api/v1/announcements?state=ended")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!).ToList();
            foreach (var number in all)
            {
                told = await visit.ReadAsync($"/api/v1/announcements/{number}");
                if (told.GetProperty("subject").GetString() == deployment) return true;
            }

            return false;
        }, () => $"{deployment} is not announced", TimeSpan.FromSeconds(60));
        Assert.Equal(Impact, told.GetProperty("impact").GetString());
        Assert.Equal(last, told.GetProperty("updates").EnumerateArray().Last().GetProperty("text").GetString());
    }

    /// <summary>The alert came, and the window held it back.</summary>
    private static async Task PagedNobodyAsync(Visit visit)
    {
        var events = (await visit.ReadAsync("/api/v1/events?state=all&q=ShopErrors")).GetProperty("items").EnumerateArray().ToList();
        var one = Assert.Single(events);
        var timeline = (await visit.ReadAsync($"/api/v1/events/{one.GetProperty("number").GetString()}/timeline")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!).ToList();
        Assert.Contains(timeline, kind => kind.Equals("suppressed", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain((await visit.ReadAsync("/api/v1/incidents")).GetProperty("items").EnumerateArray(), incident => incident.GetProperty("service").GetString() == "shop");
    }

    private static async Task<string> AnswerAsync(int gateway)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{gateway}/")), TestContext.Current.CancellationToken);
    }

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account)
    {
        var visit = await site.VisitAsync(1280, 844, ColorScheme.Light, at: portal);
        await visit.SignInAsync(account);
        return visit;
    }

    private static string At(SmallService service) => FormattableString.Invariant($"http://127.0.0.1:{service.Port}");

    private static object Process(int gateway, PrometheusPeer prometheus) => new
    {
        recipe = new
        {
            model = new { type = "canary", steps = new[] { new { percent = 25, hold = "00:00:15", analyse = true } } },
            deploy = new[] { new { runner = "Script", title = "Deploy", target = "deploy.sh", arguments = new[] { "{version}", "{side}" }, timeOut = "00:01:00" } },
            checks = new[] { "Health" },
            analyses = new[] { "Errors" },
            lookEvery = "00:00:05",
        },
        checks = new[] { new { name = "Health", target = new { type = "http", url = FormattableString.Invariant($"http://127.0.0.1:{gateway}/health"), assertions = new[] { new { aspect = "Status", expected = "200", name = "" } } }, limits = new { count = 1 } } },
        analyses = new[]
        {
            new
            {
                name = "Errors", server = prometheus.Url, stepSeconds = 1,
                metrics = new[] { new { metric = new { name = "Error ratio", worse = "Increase", isCritical = true, gaps = "Drop" }, baseline = Ratio("{old}"), canary = Ratio("{new}") } },
            },
        },
        traffic = new { controller = "gateway", settings = "{}", @new = "canary", old = "stable" },
        announces = true,
    };

    private static string Ratio(string side) => $"sum(rate(shop_requests_total{{job=\"{side}\",code=\"500\"}}[4s])) / sum(rate(shop_requests_total{{job=\"{side}\"}}[4s]))";

    private const string Rules = """
        groups:
          - name: shop
            interval: 1s
            rules:
              - alert: ShopErrors
                expr: sum(rate(shop_requests_total{code="500"}[4s])) > 0
                labels: { severity: warning, service: shop, environment: production }
                annotations: { summary: The shop answers with errors }
        """;

    private static string Configuration(PortalProcess portal, params SmallService[] services) => $$"""
        global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
        rule_files: [ rules.yml ]
        alerting:
          alertmanagers:
            - authorization: { credentials: {{Senders.IntakeKey}} }
              static_configs: [ { targets: [ '{{new Uri(portal.Url).Authority}}' ] } ]
        scrape_configs:
        {{string.Concat(services.Select(service => FormattableString.Invariant($"- job_name: {service.Side}\n  static_configs: [ {{ targets: [ '127.0.0.1:{service.Port}' ] }} ]\n")))}}
        """;
}

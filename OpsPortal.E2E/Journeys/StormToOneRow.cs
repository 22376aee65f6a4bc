using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>A database fails and everything behind it cries, told by a real Prometheus: the desk sees one row, opens it, reads why, and has the last word.</summary>
public sealed class StormToOneRow(Site site) : IClassFixture<Site>
{
    private const string Cause = "The shop database does not answer";
    private const int Services = 40;
    private static readonly string[] Alerts = ["ErrorsHigh", "LatencyHigh", "QueueLong"];

    [Fact]
    public async Task A_storm_is_one_row_that_says_why()
    {
        await ImportAsync();
        await using var desk = await site.SignedInAsync("desk");
        var (queue, page) = (new EventsScreen(desk), desk.Page);
        await queue.GoAsync();
        await using (await site.Portal.WatchWithPrometheusAsync(Rules()))
        {
            var behind = $"{Services * Alerts.Length} more events behind";
            var toggle = page.GetByRole(AriaRole.Button, new() { NameRegex = new(behind) });
            await Expect(toggle).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Expect(queue.Row(Cause)).ToBeVisibleAsync();
            await Expect(queue.Table.Locator("tr[data-key]")).ToHaveCountAsync(1);
            await ShootAsync(desk, "storm-row");

            // By key it opens in its place, and closes.
            await queue.PressAsync("j");
            await queue.PressAsync("ArrowRight");
            await Expect(toggle).ToHaveAttributeAsync("aria-expanded", "true");
            await Expect(queue.Table.Locator("tr.under").First).ToBeVisibleAsync();
            await ShootAsync(desk, "storm-opened");
            await queue.PressAsync("ArrowLeft");
            await Expect(queue.Table.Locator("tr[data-key]")).ToHaveCountAsync(1);

            // Its page says why.
            await queue.OpenAsync(Cause);
            await desk.InteractiveAsync();
            var card = page.GetByRole(AriaRole.Region, new() { Name = $"Stands for {Services * Alerts.Length} more events" });
            await Expect(card).ToContainTextAsync("shop-database fails since");
            await Expect(card).ToContainTextAsync($"upstream of the other {Services} failing services");
            await Expect(card).ToContainTextAsync("100 % sure");
            await ShootAsync(desk, "storm-why");

            // What has nothing to do with it gets a row of its own, at once, and the person may think better of it.
            await card.GetByRole(AriaRole.Button, new() { NameRegex = new("is not related") }).First.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = $"Stands for {(Services * Alerts.Length) - 1} more events" })).ToBeVisibleAsync();
            await queue.GoAsync();
            await Expect(queue.Table.Locator("tr[data-key]")).ToHaveCountAsync(2);
            Assert.Empty(desk.Problems);
        }
    }

    /// <summary>They fire once Prometheus has found out where to tell: what fires before that it tells a minute later.</summary>
    private static string Rules()
    {
        var rules = new StringBuilder("groups:\n- name: storm\n  rules:\n");
        for (var service = 0; service < Services; service++)
        {
            foreach (var alert in Alerts) Rule(alert, $"shop-{service:00}", $"{alert} of shop {service}");
        }

        Rule("DatabaseDown", "shop-database", Cause);
        return rules.ToString();

        void Rule(string alert, string service, string summary) => rules.Append(CultureInfo.InvariantCulture,
            $"  - alert: {alert}\n    expr: vector(1)\n    for: 8s\n    labels: {{ severity: critical, service: {service} }}\n    annotations: {{ summary: \"{summary}\" }}\n");
    }

    /// <summary>Services behind one database; some of them behind others.</summary>
    private async Task ImportAsync()
    {
        var yaml = new StringBuilder("services:\n- key: shop-database\n  name: Shop database\n");
        for (var at = 0; at < Services; at++)
            yaml.Append(CultureInfo.InvariantCulture, $"- key: shop-{at:00}\n  name: Shop {at}\n  dependencies:\n  - {{ service: {(at < 5 ? "shop-database" : $"shop-{at % 5:00}")}, kind: calls }}\n");

        using var http = new HttpClient { BaseAddress = new(site.Portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Senders.EveryKey);
        using var answer = await http.PostAsync("/api/v1/services/import", new StringContent(yaml.ToString(), Encoding.UTF8, "application/yaml"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>In light, in dark, and on a phone.</summary>
    private static async Task ShootAsync(Visit visit, string name)
    {
        await visit.ShootAsync($"{name}-light");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visit.ShootAsync($"{name}-dark");
        await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await visit.Page.SetViewportSizeAsync(390, 844);
        await visit.ShootAsync($"{name}-390");
        await visit.Page.SetViewportSizeAsync(1280, 844);
        Assert.Empty(visit.Problems);
    }
}

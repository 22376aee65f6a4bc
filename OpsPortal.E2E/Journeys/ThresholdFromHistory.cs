using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>An operator sees on history what a threshold is worth, adjusts it, saves it, and the next breach is an event with the right priority.</summary>
public sealed class ThresholdFromHistory(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_threshold_is_back_tested_adjusted_saved_and_then_fires()
    {
        await SendAsync(History());
        await using var visit = await site.SignedInAsync("operator");
        var page = visit.Page;
        await page.GotoAsync("/monitors/new");
        await visit.InteractiveAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Disk of the shop fills");
        await page.GetByLabel("Kind").SelectOptionAsync("Capacity");
        await page.GetByLabel("Service", new() { Exact = true }).FillAsync("shop");
        await page.GetByLabel("Every (s)").FillAsync("10");
        await page.GetByLabel("Look at").SelectOptionAsync("Metric");
        await page.GetByLabel("Series", new() { Exact = true }).FillAsync("disk_used_percent");
        await page.GetByLabel("Severity of level 1").SelectOptionAsync("Error");
        await page.GetByLabel("Side of level 1").SelectOptionAsync("Above");
        await page.GetByLabel("Value of level 1").FillAsync("80");
        await page.GetByLabel("Must last (s)").FillAsync("0");
        await page.GetByLabel("Silence means").SelectOptionAsync("Keep");

        // Three peaks lie above 80, one of them above 90.
        await BackTestAsync(page, "It would have fired 3 times");
        await visit.ShootAsync("back-test");
        await page.GetByLabel("Value of level 1").FillAsync("90");
        await BackTestAsync(page, "It would have fired once");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.GetByText("Would fire now: no.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Disk of the shop fills" })).ToBeVisibleAsync();
        await visit.ShootAsync("monitor");

        await SendAsync([(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), 97)]);
        var queue = new EventsScreen(visit);
        await queue.GoAsync();
        await queue.ShouldShowAsync("Disk of the shop fills");
        await Expect(queue.Table.GetByRole(AriaRole.Row).Filter(new() { HasText = "Disk of the shop fills" })).ToContainTextAsync("P2");
        Assert.Empty(visit.Problems);
    }

    private static async Task BackTestAsync(IPage page, string said)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Run back-test" }).ClickAsync();
        await Expect(page.GetByText(said)).ToBeVisibleAsync();
    }

    /// <summary>Six hours of a disk, a value a minute: three peaks, at 84, 85 and 96.</summary>
    private static IEnumerable<(long At, double Value)> History()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Enumerable.Range(0, 360).Select(minute => (now - ((361 - minute) * 60_000L), minute switch { >= 60 and < 70 => 84.0, >= 150 and < 160 => 85.0, >= 240 and < 260 => 96.0, _ => 60 + (minute % 7) }));
    }

    private async Task SendAsync(IEnumerable<(long At, double Value)> points)
    {
        using var http = new HttpClient { BaseAddress = new(site.Portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Senders.IntakeKey);
        var body = JsonSerializer.Serialize(new
        {
            resourceMetrics = new[]
            {
                new
                {
                    resource = new { attributes = new[] { new { key = "service.name", value = new { stringValue = "shop" } } } },
                    scopeMetrics = new[] { new { metrics = new[] { new { name = "disk.used.percent", gauge = new { dataPoints = points.Select(point => new { timeUnixNano = $"{point.At}000000", asDouble = point.Value }) } } } } },
                },
            },
        });
        using var answer = await http.PostAsync("/v1/metrics", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

using System.Net.Http.Headers;
using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>An operator adds a source, its tool sends, the mapping is made against what came, and the next payload is a signal.</summary>
public sealed class MappingFromWhatCame(Site site) : IClassFixture<Site>
{
    private const string Payload = """{"check":{"name":"Nightly backup","target":"db-7"},"result":"problem","level":"critical"}""";

    [Fact]
    public async Task A_tool_that_nobody_knows_becomes_a_source_in_the_browser()
    {
        await using var visit = await site.SignedInAsync("operator");
        var page = visit.Page;
        await page.GotoAsync("/sources");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add source" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("backups");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add source" }).ClickAsync();
        var key = await page.GetByLabel("Key", new() { Exact = true }).InputValueAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "backups" })).ToContainTextAsync("Nothing yet");

        Assert.Equal(400, await PostAsync(key));
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "backups" })).ToContainTextAsync("Some refused");
        await visit.ShootAsync("sources");

        await page.GotoAsync("/sources/backups/mapping");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Payload" })).ToHaveValueAsync(Payload);
        await Expect(page.GetByText("Every label is empty").First).ToBeVisibleAsync();
        await page.GetByLabel("Labels, value 1").FillAsync("{check.name}");
        await page.GetByLabel("Labels, value 2").FillAsync("{check.target}");
        await page.GetByLabel("Annotations, value 1").FillAsync("{check.name} failed on {check.target");
        await Expect(page.GetByText("A '{' is not closed", new() { Exact = false })).ToBeVisibleAsync();
        await visit.ShootAsync("mapping-error");
        await page.GetByLabel("Annotations, value 1").FillAsync("{check.name} failed on {check.target}");
        await page.GetByLabel("Severity").FillAsync("{level}");
        await page.Locator("#status").FillAsync("{result}");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1. Firing" })).ToBeVisibleAsync();
        await visit.ShootAsync("mapping");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save mapping" }).ClickAsync();
        await Expect(page.GetByText("Saved. The next payload is read this way.")).ToBeVisibleAsync();

        Assert.Equal(204, await PostAsync(key));
        await page.GotoAsync("/sources/backups");
        await visit.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Signals", Exact = true })).ToContainTextAsync("alertname=Nightly backup");
        await visit.ShootAsync("source");
        await page.GotoAsync("/events");
        await Expect(page.GetByText("Nightly backup failed on db-7").First).ToBeVisibleAsync();
        await ChooseFingerprintAsync(visit);
        Assert.Equal(204, await PostAsync(key, Payload.Replace("db-7", "db-8", StringComparison.Ordinal)));
        await page.GotoAsync("/events?q=Nightly");
        await Expect(page.GetByText("Nightly backup failed on db-8").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Nightly backup failed on db-7")).ToHaveCountAsync(0);
        Assert.Empty(visit.Problems);
        await LookAsync("dark", 1280, ColorScheme.Dark);
        await LookAsync("phone", 390, ColorScheme.Light);
    }

    private static async Task ChooseFingerprintAsync(Visit visit)
    {
        var page = visit.Page;
        await page.GotoAsync("/sources/backups");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change what makes two signals one" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Some labels only" }).CheckAsync();
        await Expect(page.GetByText("Choose at least one label.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "alertname" }).CheckAsync();
        await Expect(page.GetByText("with this rule")).ToBeVisibleAsync();
        await visit.ShootAsync("fingerprint");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save rule" }).ClickAsync();
        await Expect(page.GetByText("Saved. Open events follow the rule")).ToBeVisibleAsync();
    }

    private async Task LookAsync(string name, int width, ColorScheme scheme)
    {
        await using var visit = await site.SignedInAsync("operator", width, 844, scheme);
        foreach (var (path, shot) in ((string, string)[])[("/sources", "sources"), ("/sources/backups", "source"), ("/sources/backups/mapping", "mapping"), ("/sources/backups/fingerprint", "fingerprint")])
        {
            await visit.Page.GotoAsync(path);
            await visit.InteractiveAsync();
            await visit.ShootAsync($"{shot}-{name}");
            Assert.Empty((await visit.Page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{path}: {violation.Id} at {node.Html}")));
            Assert.Equal(width, await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        Assert.Empty(visit.Problems);
    }

    private async Task<int> PostAsync(string key, string payload = Payload)
    {
        using var http = new HttpClient { BaseAddress = new(site.Portal.Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.PostAsync(new Uri("/intake/json/backups", UriKind.Relative), new StringContent(payload, Encoding.UTF8, "application/json"));
        return (int)answer.StatusCode;
    }
}

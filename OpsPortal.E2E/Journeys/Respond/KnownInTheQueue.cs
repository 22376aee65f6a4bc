using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Respond;

/// <summary>An operator declares a known error and narrows it to one host; the desk sees the mark in the queue on that host's event alone, and follows it.</summary>
public sealed class KnownInTheQueue(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_mark_stands_on_what_is_recognised_and_leads_to_what_helps()
    {
        await using var visit = await site.SignedInAsync("operator");
        await site.Portal.ProposeProblemAsync("LeakyCache", "search");
        await site.Portal.PostAsync(("LeakyCache", "critical", "The cache leaks", "search"), ("QuietCache", "critical", "The cache is quiet", ""));
        var page = visit.Page;
        await page.GotoAsync("/problems");
        await visit.InteractiveAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "LeakyCache comes again and again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "LeakyCache comes again and again", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Confirm", Exact = true }).ClickAsync();
        await page.Locator("section[aria-labelledby='known-heading'] button").First.ClickAsync();
        await page.Locator("#problem-cause").FillAsync("Entries are never evicted");
        await page.Locator("#problem-workaround").FillAsync("Restart the cache; it is warm after five minutes");
        await page.Locator("section[aria-labelledby='known-heading'] form").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Known error", Exact = true }).ClickAsync();
        await Expect(page.Locator("[aria-current=step]")).ToContainTextAsync("Known error");

        var people = page.GetByRole(AriaRole.Region, new() { Name = "Who and what" });
        await people.GetByRole(AriaRole.Button, new() { Name = "Change team or pattern" }).ClickAsync();
        await people.GetByRole(AriaRole.Button, new() { Name = "Add a label" }).ClickAsync();
        await people.GetByLabel("Label 1", new() { Exact = true }).FillAsync("instance");
        await people.GetByLabel("Value of label 1").FillAsync("leakycache-1:9100");
        await visit.ShootAsync("problem-labels");
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await people.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(people).ToContainTextAsync("instance = leakycache-1:9100");
        var problem = page.Url;

        var queue = new EventsScreen(visit);
        await queue.GoAsync();
        var mark = queue.Table.GetByRole(AriaRole.Link, new() { NameRegex = new("Known error PRB-[0-9]+: workaround known") });
        await Expect(mark).ToHaveCountAsync(1);
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {violation.Help}"));
        await visit.ShootAsync("queue-known-error");
        await mark.ClickAsync();
        await page.WaitForURLAsync(problem);
        await Expect(page.GetByText("Restart the cache").First).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);

        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var other = await site.SignedInAsync("desk", width, 844, scheme);
            await new EventsScreen(other).GoAsync();
            await Expect(other.Page.Locator("a.known-error")).ToHaveCountAsync(1);
            await other.ShootAsync($"queue-known-error-{width}-{scheme}");
            await other.Page.GotoAsync(problem);
            await other.InteractiveAsync();
            await other.Page.GetByRole(AriaRole.Button, new() { Name = "Change team or pattern" }).ClickAsync();
            await other.Page.GetByLabel("Label 1", new() { Exact = true }).ScrollIntoViewIfNeededAsync();
            await other.ShootAsync($"problem-labels-{width}-{scheme}");
            Assert.Equal(0, await other.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            Assert.Empty(other.Problems);
        }
    }
}

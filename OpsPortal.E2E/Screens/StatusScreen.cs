using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Screens;

/// <summary>The public page, as its readers use it and the staff sets it up.</summary>
public sealed partial class StatusScreen(Visit visit)
{
    private IPage Page => visit.Page;

    /// <summary>Puts services on the page, as staff.</summary>
    /// <param name="services">Each with the name readers see; empty: its own.</param>
    public async Task MakePublicAsync(params (string Key, string Name)[] services)
    {
        await Page.GotoAsync("/announcements/status-page");
        await visit.InteractiveAsync();
        foreach (var (key, name) in services)
        {
            await Page.GetByLabel("Add a service").SelectOptionAsync(key);
            await Page.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            if (name.Length > 0) await Page.GetByLabel($"Public name of {key}").FillAsync(name);
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Saved.")).ToBeVisibleAsync();
        await visit.ShootAsync("status-settings");
    }

    /// <summary>Subscribes to a service and confirms it by the mail that comes, as a reader.</summary>
    public async Task SubscribeAsync(SmtpPeer smtp, string mail, string service)
    {
        await UntilShownAsync(service);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Subscribe" }).ClickAsync();
        await Page.GetByLabel("Mail address").FillAsync(mail);
        await Page.GetByLabel(service).CheckAsync();
        await FaultlessAsync();
        await visit.ShootAsync("status-subscribe");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Subscribe" }).ClickAsync();
        await Expect(Page.GetByText("One more step")).ToBeVisibleAsync();
        var asked = await smtp.WaitAsync(mail, "Confirm your subscription");
        await Page.GotoAsync(Link().Match(asked.Text).Value);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Expect(Page.GetByText("You are subscribed")).ToBeVisibleAsync();
    }

    /// <summary>The page is made anew within seconds; a reader who loads it again sees it.</summary>
    public Task UntilShownAsync(string text) => Waiting.UntilAsync(async () =>
    {
        await Page.GotoAsync("/status");
        return (await Page.ContentAsync()).Contains(text, StringComparison.Ordinal);
    }, () => $"{text} does not stand on the public page", TimeSpan.FromSeconds(60));

    public async Task FaultlessAsync()
    {
        var found = await Page.RunAxe();
        Assert.True(found.Violations.Length == 0, string.Join('\n', found.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{Page.Url}: {violation.Id} at {node.Html}"))));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/status/confirm/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}

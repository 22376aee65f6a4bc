using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Respond;

/// <summary>The desk makes one incident of events, works it with somebody else at once, resolves, reviews and closes it.</summary>
public sealed class FromEventsToReview(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_incident_is_opened_from_an_event_worked_by_two_and_closed_with_what_was_learned()
    {
        await using var portal = await PortalProcess.StartAsync();
        await portal.PostAsync(("CheckoutDown", "critical", "Checkout answers with errors", "checkout"));
        await using var desk = await site.VisitAsync(at: portal);
        await desk.SignInAsync("desk");
        var page = desk.Page;
        await page.GotoAsync("/incidents");
        await desk.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No open incident" })).ToBeVisibleAsync();
        await desk.ShootAsync("incidents-empty");
        var events = new EventsScreen(desk);
        await events.GoAsync();
        await events.ShouldShowAsync("Checkout answers with errors");
        await events.PressAsync("j");
        await events.PressAsync("x");
        await events.PressAsync("i");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New incident" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "EVT-1" })).ToBeVisibleAsync();
        await page.GetByLabel("Major incident: with roles").CheckAsync();
        await desk.ShootAsync("incident-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open incident" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Checkout answers with errors", Level = 1 })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge", Exact = true }).ClickAsync();
        await Expect(page.GetByText("acknowledged it")).ToBeVisibleAsync();
        await desk.ShootAsync("incident-page");

        await using var other = await site.VisitAsync(at: portal);
        await other.SignInAsync("operator");
        await other.Page.GotoAsync("/incidents/INC-1");
        await other.InteractiveAsync();
        await BeginAsync(page);
        await BeginAsync(other.Page);
        await other.Page.GetByLabel("For whoever comes new to it").FillAsync("The database is full.");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(other.Page.GetByText("Written by")).ToBeVisibleAsync();
        await page.GetByLabel("For whoever comes new to it").FillAsync("Payments fail since noon.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("wrote meanwhile")).ToBeVisibleAsync();
        await desk.ShootAsync("incident-both-texts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Put both together" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(other.Page.GetByText("Payments fail since noon.")).ToBeVisibleAsync();
        await Expect(other.Page.GetByText("The database is full.")).ToBeVisibleAsync();

        foreach (var box in await page.Locator("section[aria-labelledby='Checklist-heading'] input[type=checkbox]").AllAsync()) await box.CheckAsync();
        await Expect(page.GetByText("8 of 8 done")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "New hypothesis" }).FillAsync("A full disk");
        await page.Locator("section[aria-labelledby='hypotheses-heading']").GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(page.GetByText("A full disk").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write to stakeholders" }).ClickAsync();
        await Expect(page.GetByLabel("Message")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("checkout does not work as it should"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Tell stakeholders" }).ClickAsync();
        await Expect(page.GetByText("told stakeholders")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await page.GetByLabel("Cause", new() { Exact = true }).FillAsync("The disk of the database was full.");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Resolve", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write the review" }).ClickAsync();
        await page.GetByLabel("What happened, what went well, what did not").FillAsync("Logs filled the disk.");
        await page.GetByLabel("Lesson learned", new() { Exact = true }).FillAsync("Watch the disk.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save review" }).ClickAsync();
        await Expect(page.GetByText("held the review")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Expect(page.GetByText("closed it")).ToBeVisibleAsync();
        await desk.ShootAsync("incident-closed");

        await page.GotoAsync("/events/EVT-1");
        await desk.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "INC-1" })).ToBeVisibleAsync();
        await using var phone = await site.VisitAsync(390, 844, ColorScheme.Dark, at: portal);
        await phone.SignInAsync("desk");
        await phone.Page.GotoAsync("/incidents/INC-1");
        await phone.InteractiveAsync();
        await phone.ShootAsync("incident-390-dark");
        Assert.Empty(desk.Problems);
        Assert.Empty(other.Problems);
        Assert.Empty(phone.Problems);
    }

    private static Task BeginAsync(IPage page) => page.Locator("section[aria-labelledby='known-heading']").GetByRole(AriaRole.Button, new() { NameRegex = new("^(Write|Edit)$") }).ClickAsync();
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys;

/// <summary>Checkout fails because the order database does: metrics, logs and a trace come by OTLP, then an alert, and the page of its event shows them all.</summary>
public sealed class OneLookInsteadOfFour(Site site) : IClassFixture<Site>
{
    private const string Trace = "5b8efff798038103d269b633813fc60c";

    [Fact]
    public async Task Metrics_logs_traces_and_events_around_an_alert_are_on_its_page()
    {
        await TellAsync();
        await site.Portal.PostAsync(("OrderDatabaseLocks", "warning", "The order database waits for locks", "order-database"));
        await site.Portal.PostAsync(("CheckoutFails", "critical", "Checkout fails", "checkout"));
        using (var checkout = new OtlpSender(site.Portal, "checkout")) await checkout.MeasureAsync("orders.failed", [(TimeProvider.System.GetUtcNow(), 9)]);

        await using var visit = await site.SignedInAsync("desk");
        var queue = new EventsScreen(visit);

        // The database it needs is the row; what fails behind it is found by its words.
        await queue.GoAsync("?q=Checkout");
        await queue.ShouldShowAsync("Checkout fails");
        await queue.OpenAsync("Checkout fails");
        await visit.InteractiveAsync();
        var evidence = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Around that moment" });
        await Expect(evidence.Locator(".said")).ToHaveTextAsync("1 error line, 1 failed trace and 2 other events.");
        await Expect(evidence.GetByRole(AriaRole.Img, new() { NameRegex = new("checkout: orders_failed: 0 before, 9") })).ToBeVisibleAsync();
        await Expect(evidence.GetByRole(AriaRole.Region, new() { Name = "Log lines" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "deadlock detected while storing order 17" })).ToContainTextAsync("order-database");
        await Expect(evidence.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "The order database waits for locks" })).ToBeVisibleAsync();

        // The waterfall stands open at the place where it broke; the arrow keys lead through it.
        var spans = evidence.GetByRole(AriaRole.Radiogroup, new() { Name = "Spans of POST /orders" });
        await Expect(spans.GetByRole(AriaRole.Radio)).ToHaveCountAsync(3);
        await Expect(evidence.Locator(".chosen")).ToContainTextAsync("Failed: deadlock detected");
        await spans.GetByRole(AriaRole.Radio).Nth(2).FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(evidence.Locator(".chosen")).ToContainTextAsync("Take the order");
        await visit.ShootAsync("evidence");
        Assert.Empty(visit.Problems);

        await LookAsync(visit.Page.Url, ColorScheme.Light, 1280);
        await LookAsync(visit.Page.Url, ColorScheme.Dark, 1280);
        await LookAsync(visit.Page.Url, ColorScheme.Light, 390);
    }

    /// <summary>The whole page in another light and on a phone: no accessibility fault, and nothing wider than the screen.</summary>
    private async Task LookAsync(string address, ColorScheme scheme, int width)
    {
        await using var visit = await site.SignedInAsync("desk", width, 3000, scheme);
        await visit.Page.GotoAsync(address);
        await visit.InteractiveAsync();
        await Expect(visit.Page.Locator(".waterfall")).ToBeVisibleAsync();
        var faults = await visit.Page.RunAxe();
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Site.Shots, $"evidence-{scheme}-{width}.png"), FullPage = true });
        Assert.Empty(faults.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id} at {node.Html}")));
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), $"wider than {width} px");
        Assert.Empty(visit.Problems);
    }

    private async Task TellAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var checkout = new OtlpSender(site.Portal, "checkout");
        using var database = new OtlpSender(site.Portal, "order-database");
        await checkout.MeasureAsync("orders.failed", Enumerable.Range(0, 25).Select(minute => (now.AddMinutes(minute - 25), 0.0)));
        await checkout.MeasureAsync("checkout.latency.seconds", Enumerable.Range(0, 50).Select(half => (now.AddSeconds((half * 30) - 1500), 0.2 + (half % 5 / 50.0))));
        await database.LogAsync(now.AddSeconds(-20), 17, "deadlock detected while storing order 17", Trace);
        await checkout.LogAsync(now.AddSeconds(-25), 9, "order 17 taken");

        // In the order in which spans end: the beginning of the trace comes last.
        await database.SpanAsync(Trace, "00000000000000a3", "00000000000000a2", "INSERT orders", now.AddSeconds(-21), 900, "deadlock detected");
        await checkout.SpanAsync(Trace, "00000000000000a2", "00000000000000a1", "Take the order", now.AddSeconds(-22), 1950);
        await checkout.SpanAsync(Trace, "00000000000000a1", "", "POST /orders", now.AddSeconds(-22), 2000, "order not stored");
    }
}

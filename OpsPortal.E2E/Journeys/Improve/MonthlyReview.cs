using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using OpsPortal.Peers.Clocks;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Improve;

/// <summary>
/// A manager goes through the month that is over: from the story to a chapter, its report and the rows behind a figure, to a rule that wastes people's time, and to advice against it.
/// Whoever may change rules applies it, and weeks later its effect stands beside what was foreseen. Time passes by the clock that the portal is started with.
/// </summary>
public sealed partial class MonthlyReview(Site site) : IClassFixture<Site>
{
    private const string Review = "/reports/monthly-review";

    private static readonly DateTimeOffset Really = TimeProvider.System.GetUtcNow();

    /// <summary>The first of a month that is to come.</summary>
    private static readonly DateTimeOffset First = new(new DateTime(Really.Year, Really.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(Really.Day < 25 ? 1 : 2));

    [Fact]
    public async Task From_the_story_of_a_month_to_an_effect_that_was_foreseen()
    {
        var data = Places.NewFolder("monthly-review");
        var recorded = First.AddDays(-3).AddHours(12);
        await using (var portal = await AtAsync(recorded, data)) await RecordAsync(portal, recorded);

        // The month is over.
        await using (var portal = await AtAsync(First.AddDays(2).AddHours(12), data))
        {
            await using var manager = await SignedInAsync(portal, "manager");
            await manager.Page.GotoAsync("/reports");
            await manager.InteractiveAsync();
            await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Monthly service review" }).ClickAsync();
            await ReadAsync(manager, First.AddMonths(-2).ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture));
            await CompareAsync(manager);
            await LookedAtAsync(portal);
            await TakeAwayAsync(manager);
            await DrillDownAsync(manager);
            await FindNoisyRuleAsync(manager);
            await AdviseAsync(manager, portal);
            Assert.Empty(manager.Problems);
        }

        // Two weeks later; what is due is looked for at seven minutes past each hour.
        var later = First.AddDays(17).AddHours(12).AddMinutes(6);
        await using (var portal = await AtAsync(later, data)) await MeasuredAsync(portal, later);
        Places.Discard(data);
    }

    private static async Task RecordAsync(PortalProcess portal, DateTimeOffset now)
    {
        await portal.OpenIncidentAsync("Checkout is down");
        await portal.OpenIncidentAsync("Search is down");
        foreach (var over in new[] { false, true })
            for (var service = 1; service <= 8; service++) await portal.PostOldAsync("NodeFlaps", $"shop-{service}", Ago(now), over);
    }

    /// <summary>Waits until the chapters are there, and looks at what stands on top of them.</summary>
    private static async Task ReadAsync(Visit visit, string before)
    {
        await visit.Page.WaitForURLAsync($"**{Review}*");
        await visit.InteractiveAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"Monthly service review, {First.AddMonths(-1).ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}");
        await ThereAsync(visit);
        await Expect(visit.Page.GetByText($"against {before}").First).ToBeVisibleAsync();
        await Expect(Story(visit).GetByText("2 incidents were opened, 2 of them P1 or P2.")).ToBeVisibleAsync();
        await visit.ShouldBeFreeOfFaultsAsync("monthly-review-Light-1280");
    }

    private static async Task CompareAsync(Visit visit)
    {
        await visit.Page.GetByLabel("Compare with").SelectOptionAsync("year");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText($"against {First.AddMonths(-1).AddYears(-1).ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}").First).ToBeVisibleAsync();
        await visit.InteractiveAsync();
        await visit.Page.GetByLabel("Compare with").SelectOptionAsync("month");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByText($"against {First.AddMonths(-2).ToString("MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}").First).ToBeVisibleAsync();
        await visit.InteractiveAsync();
        await ThereAsync(visit);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Month before:" }).ClickAsync();
        await ThereAsync(visit);
        await Expect(Story(visit).GetByText("Nothing was recorded")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Month after:" }).ClickAsync();
        await ThereAsync(visit);
    }

    /// <summary>By night and on a phone.</summary>
    private async Task LookedAtAsync(PortalProcess portal)
    {
        foreach (var (width, scheme) in new[] { (1280, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await using var visit = await SignedInAsync(portal, "manager", width, scheme);
            await visit.Page.GotoAsync(Review);
            await visit.InteractiveAsync();
            await ThereAsync(visit);
            Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "It is wider than the screen.");
            await visit.ShouldBeFreeOfFaultsAsync($"monthly-review-{scheme}-{width}");
            await visit.Page.GotoAsync($"{Review}?month=2199-01");
            await visit.InteractiveAsync();
            await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("January 2199 has not begun");
            await visit.ShouldBeFreeOfFaultsAsync($"monthly-review-refused-{scheme}-{width}");
            Assert.Empty(visit.Problems);
        }
    }

    private static async Task TakeAwayAsync(Visit visit)
    {
        var pdf = await TakenAway.PdfAsync(visit.Page, "monthly-review");
        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.True(pdf.Length > 50_000, $"A review of {pdf.Length} bytes has no chapters.");
        var book = await TakenAway.DownloadAsync(visit.Page, "Excel");
        Assert.EndsWith(".xlsx", book.SuggestedFilename, StringComparison.Ordinal);
    }

    /// <summary>From the chapter to its report, and from a figure to as many rows.</summary>
    private static async Task DrillDownAsync(Visit visit)
    {
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Open the report Incidents and problems" }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/reports/incidents?*");
        await visit.InteractiveAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Incidents and problems", Exact = true })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#incidents b")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel("Compare with")).ToHaveValueAsync("month");
        var figure = int.Parse(await visit.Page.Locator("#incidents b").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(2, figure);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Rows behind Incidents", Exact = true }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/rows/incidents?*");
        await Expect(visit.Page.GetByRole(AriaRole.Table, new() { Name = "Rows" }).Locator("tbody tr")).ToHaveCountAsync(figure);
    }

    /// <summary>Counting follows within a minute; the report is asked again until it has.</summary>
    private static async Task FindNoisyRuleAsync(Visit visit)
    {
        var month = First.AddMonths(-1);
        var address = FormattableString.Invariant($"/reports/alert-quality?from={month:yyyy-MM-dd}&to={First.AddDays(-1):yyyy-MM-dd}&zone=UTC&compare=month");
        var rule = visit.Page.Locator("#noise-budget").GetByRole(AriaRole.Link, new() { Name = "NodeFlaps" });
        await Waiting.UntilAsync(async () =>
        {
            await visit.Page.GotoAsync(address);
            await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Noise budget" })).ToBeVisibleAsync();
            return await rule.IsVisibleAsync();
        }, () => "the noisy rule is not in the report");
        await visit.ShouldBeFreeOfFaultsAsync("monthly-review-noise-budget");
        await rule.ClickAsync();
        await visit.Page.WaitForURLAsync("**/improvements/noise/*");
        await visit.InteractiveAsync();
    }

    /// <summary>The manager sees what the past foretells and is told that rules are not hers to change; who may, applies it.</summary>
    private async Task AdviseAsync(Visit manager, PortalProcess portal)
    {
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Look for advice" }).ClickAsync();
        await Expect(manager.Page.GetByText(Foreseen()).First).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Apply: Retire" }).ClickAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Apply: Retire" })).ToBeVisibleAsync();
        await manager.ShouldBeFreeOfFaultsAsync("monthly-review-advice");
        await using var operations = await SignedInAsync(portal, "operator");
        await operations.Page.GotoAsync(new Uri(manager.Page.Url).AbsolutePath);
        await operations.InteractiveAsync();
        await operations.Page.GetByRole(AriaRole.Button, new() { Name = "Apply: Retire" }).ClickAsync();
        await Expect(operations.Page.GetByText("Applied. Its effect is counted from now on.")).ToBeVisibleAsync();
        await Expect(operations.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Retire" })).ToBeVisibleAsync();
        Assert.Empty(operations.Problems);
    }

    /// <summary>The effect is counted by the portal itself, and stands beside the prediction on the page of the rule and in the review of the month.</summary>
    private async Task MeasuredAsync(PortalProcess portal, DateTimeOffset now)
    {
        await portal.PostOldAsync("NodeFlaps", "shop-1", Ago(now), over: false);
        await using var manager = await SignedInAsync(portal, "manager");
        await manager.Page.GotoAsync("/improvements/noise");
        await manager.InteractiveAsync();
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "NodeFlaps" }).ClickAsync();
        await manager.InteractiveAsync();
        await Expect(manager.Page.GetByText(Counted())).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(manager.Page.GetByRole(AriaRole.Button, new() { Name = "Undo: Retire" })).ToBeVisibleAsync();
        await manager.ShouldBeFreeOfFaultsAsync("monthly-review-effect");
        await manager.Page.GotoAsync(FormattableString.Invariant($"{Review}?month={First:yyyy-MM}"));
        await manager.InteractiveAsync();
        await ThereAsync(manager);
        await Expect(manager.Page.GetByText("The month is not over").First).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Link, new() { Name = "Open the report Improvements and decisions" }).ClickAsync();
        var row = manager.Page.GetByRole(AriaRole.Table, new() { Name = "Advice on noise that was applied" }).Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        var cells = await row.Locator("th, td").AllInnerTextsAsync();
        Assert.Equal(["NodeFlaps", "Retire", "measured", cells[5], "0", cells[5], "0"], cells);
        Assert.Empty(manager.Problems);
    }

    [GeneratedRegex(@"it would have fired 0 instead of [1-9]\d* times", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreseen();

    /// <summary>What was foreseen and what was counted say the same.</summary>
    [GeneratedRegex(@"Predicted: 0 instead of (?<events>\d+)\. Measured over 14 days: 0 instead of \k<events>\.", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();

    /// <summary>Half an hour before a time to come, as days before the present.</summary>
    private static double Ago(DateTimeOffset then) => (TimeProvider.System.GetUtcNow() - then).TotalDays + 0.02;

    private static ILocator Story(Visit visit) => visit.Page.GetByRole(AriaRole.Region, new() { Name = "In short" });

    private static async Task ThereAsync(Visit visit)
    {
        await Expect(Story(visit).GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(visit.Page.Locator("section.chapter")).ToHaveCountAsync(12);
        await Expect(visit.Page.Locator("section.chapter[aria-busy]")).ToHaveCountAsync(0);
    }

    /// <summary>A portal that believes it is then.</summary>
    private static async Task<PortalProcess> AtAsync(DateTimeOffset then, string data) =>
        await PortalProcess.StartAsync(new Dictionary<string, string?>(await ShiftedClock.AheadAsync(then - TimeProvider.System.GetUtcNow())), data);

    private async Task<Visit> SignedInAsync(PortalProcess portal, string account, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync(account);
        return visit;
    }
}

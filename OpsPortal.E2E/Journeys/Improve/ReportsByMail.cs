using System.Globalization;
using Microsoft.Playwright;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Improve;

/// <summary>A manager takes a report home as PDF and as a workbook, has it mailed, tries that out, and finds in the history what was sent.</summary>
public sealed class ReportsByMail(Site site) : IClassFixture<Site>
{
    private const string Reader = "director@example.org";

    [Fact]
    public async Task From_the_page_to_the_mailbox()
    {
        _ = site.Browser;
        await using var smtp = await SmtpPeer.StartAsync();
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string?>(smtp.Settings("__")));
        await portal.PostAsync(("DiskFull", "critical", "Disk of db-7 is full", "checkout"), ("Slow", "error", "Checkout is slow", "checkout"), ("Backup", "warning", "Backup is late", "search"));
        await using var manager = await site.VisitAsync(1280, 900, ColorScheme.Light, portal);
        await manager.SignInAsync("manager");
        var page = manager.Page;
        await page.GotoAsync("/reports/event-volume");
        await manager.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "In short" })).ToBeVisibleAsync();
        var pdf = await TakenAway.DownloadAsync(page, "PDF");
        Assert.StartsWith("event-volume-", pdf.SuggestedFilename, StringComparison.Ordinal);
        Assert.EndsWith(".pdf", pdf.SuggestedFilename, StringComparison.Ordinal);
        var printed = Path.Combine(Site.Shots, "event-volume.pdf");
        await pdf.SaveAsAsync(printed);
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(printed, TestContext.Current.CancellationToken), 0, 8), StringComparison.Ordinal);
        TakenAway.Picture(printed);
        var book = await TakenAway.DownloadAsync(page, "Excel");
        Assert.EndsWith(".xlsx", book.SuggestedFilename, StringComparison.Ordinal);
        await manager.ShouldBeFreeOfFaultsAsync("report-taken-away");

        await page.GetByRole(AriaRole.Link, new() { Name = "Send by mail …" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Send a report by mail" })).ToBeVisibleAsync();
        await manager.InteractiveAsync();
        await page.GetByLabel("How often").SelectOptionAsync("Weekly");
        await page.GetByLabel("Excel", new() { Exact = true }).CheckAsync();
        await Expect(page.GetByText("First due Mon")).ToBeVisibleAsync();
        await page.GetByLabel("Mail addresses").FillAsync("director");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save schedule" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "director is not one plain mail address" })).ToBeVisibleAsync();
        await page.GetByLabel("Mail addresses").FillAsync(Reader);
        await manager.ShouldBeFreeOfFaultsAsync("report-schedule-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save schedule" }).ClickAsync();
        await Expect(page.GetByText("Nothing was sent yet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send now" }).ClickAsync();
        var mail = await smtp.WaitAsync(Reader, "Event volume and funnel");
        Assert.Contains("What happened", mail.Text, StringComparison.Ordinal);
        Assert.Equal(2, mail.Files.Count);
        Assert.StartsWith("%PDF-", System.Text.Encoding.Latin1.GetString(mail.Files[0].Bytes, 0, 8), StringComparison.Ordinal);
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "What was sent" }).GetByText("Sent", new() { Exact = true })).ToBeVisibleAsync();
        await manager.ShouldBeFreeOfFaultsAsync("report-schedule");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = mail.Files[0].Name })).ToBeVisibleAsync();
        await page.GotoAsync("/reports/schedules");
        await manager.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Schedules" }).GetByText("Sent", new() { Exact = true })).ToBeVisibleAsync();
        await manager.ShouldBeFreeOfFaultsAsync("report-schedules");
        await LookAsync(portal, 1280, ColorScheme.Dark);
        await LookAsync(portal, 390, ColorScheme.Light);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByText("No report is mailed yet")).ToBeVisibleAsync();
        Assert.Empty(manager.Problems);
    }

    private async Task LookAsync(PortalProcess portal, int width, ColorScheme scheme)
    {
        await using var visit = await site.VisitAsync(width, 844, scheme, portal);
        await visit.SignInAsync("manager");
        foreach (var (path, name) in new[] { ("/reports/schedules", "report-schedules"), ("/reports/schedules/RSC-1", "report-schedule"), ("/reports/schedules/new", "report-schedule-new"), ("/reports/event-volume", "report-taken-away") })
        {
            await visit.Page.GotoAsync(path);
            await visit.InteractiveAsync();
            await Expect(visit.Page.Locator("h1").First).ToBeVisibleAsync();
            Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{path} is wider than the screen.");
            await visit.ShouldBeFreeOfFaultsAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{scheme}-{width}"));
        }
    }
}

using Microsoft.Playwright;
using OpsPortal.E2E.Screens;
using OpsPortal.E2E.Support;
using OpsPortal.Peers;
using static Microsoft.Playwright.Assertions;

namespace OpsPortal.E2E.Journeys.Inform;

/// <summary>Somebody outside subscribes on the public page by a real mail; an operator announces a disruption, tells more, ends it; the reader reads it on a phone and leaves with one click.</summary>
public sealed class SubscriberIsTold(Site site) : IClassFixture<Site>
{
    private const string Reader = "reader@example.org";

    [Fact]
    public async Task By_mail_and_on_the_public_page_from_the_beginning_to_the_end()
    {
        _ = site.Browser;
        await using var smtp = await SmtpPeer.StartAsync();
        var port = Places.FreePort();
        var settings = new Dictionary<string, string?>(smtp.Settings("__")) { ["OpsPortal__Inform__PublicUrl"] = $"http://127.0.0.1:{port}" };
        await using var portal = await PortalProcess.StartAsync(settings, port: port);
        await using var staff = await site.VisitAsync(at: portal);
        await staff.SignInAsync("operator");
        await new StatusScreen(staff).MakePublicAsync(("storefront", "Web shop"), ("search", ""));

        await using var phone = await site.VisitAsync(390, 844, at: portal);
        var status = new StatusScreen(phone);
        await status.SubscribeAsync(smtp, Reader, "Web shop");

        var page = staff.Page;
        await page.GotoAsync("/announcements");
        await staff.InteractiveAsync();
        await Expect(page.GetByText("Nothing has been announced yet")).ToBeVisibleAsync();
        await staff.ShootAsync("announcements-empty");
        await page.GetByRole(AriaRole.Link, new() { Name = "New announcement" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New announcement" })).ToBeVisibleAsync();
        await page.GetByLabel("About", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "A disruption" });
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Storefront", Exact = false }).First.CheckAsync();
        await page.GetByLabel("What it means for the reader").FillAsync("Pages of {services} load slowly. Your basket is safe.");
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "As the reader sees it" })).ToContainTextAsync("Pages of Web shop load slowly.");
        await Expect(page.GetByText("1 subscriber is told when it is published.")).ToBeVisibleAsync();
        await staff.ShootAsync("announcement-edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Disruption of Web shop" }).First).ToBeVisibleAsync();
        Assert.DoesNotContain(smtp.Mails, mail => mail.Subject.Contains("Disruption", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Tell readers more")).ToBeVisibleAsync();
        var told = await smtp.WaitAsync(Reader, "Now: Disruption of Web shop");
        Assert.Contains("Your basket is safe.", told.Text, StringComparison.Ordinal);

        await status.UntilShownAsync("Your basket is safe.");
        await Expect(phone.Page.Locator(".light").First).ToContainTextAsync("Degraded");
        await status.FaultlessAsync();
        await phone.ShootAsync("status-390");
        await using (var dark = await site.VisitAsync(scheme: ColorScheme.Dark, at: portal))
        {
            await dark.Page.GotoAsync("/status");
            await new StatusScreen(dark).FaultlessAsync();
            await dark.ShootAsync("status-dark");
            Assert.Empty(dark.Problems);
        }

        await page.GetByLabel("What readers are told").FillAsync("We have found the cause.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send update" }).ClickAsync();
        await smtp.WaitAsync(Reader, "Update: Disruption of Web shop");
        await staff.ShootAsync("announcement");
        await page.GetByRole(AriaRole.Button, new() { Name = "It is over" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "It is over" }).ClickAsync();
        var over = await smtp.WaitAsync(Reader, "Over: Disruption of Web shop");
        await status.UntilShownAsync("Everything works");

        await phone.Page.GotoAsync(over.Headers["List-Unsubscribe"].Trim(' ', '<', '>'));
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await Expect(phone.Page.GetByText("You are unsubscribed")).ToBeVisibleAsync();
        await page.GotoAsync("/announcements/subscribers");
        await staff.InteractiveAsync();
        await Expect(page.GetByText("Nobody has subscribed yet")).ToBeVisibleAsync();
        await page.GotoAsync("/announcements/deliveries");
        await staff.InteractiveAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Update: Disruption of Web shop" })).ToContainTextAsync(Reader);
        await staff.ShootAsync("deliveries");
        Assert.Empty(staff.Problems);
        Assert.Empty(phone.Problems);
    }
}

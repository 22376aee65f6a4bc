using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Inform.Announcements;
using OpsPortal.Domain.Inform.Destinations;
using OpsPortal.Domain.Inform.Status;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Inform;
using OpsPortal.Features.Inform.Announcements.Acts;
using OpsPortal.Features.Inform.Announcements.Editing;
using OpsPortal.Features.Inform.Announcements.Pages;
using OpsPortal.Features.Inform.Deliveries;
using OpsPortal.Features.Inform.Mail;
using OpsPortal.Features.Inform.Notifications.Pages;
using OpsPortal.Features.Inform.Posting;
using OpsPortal.Features.Inform.Status.Pages;
using OpsPortal.Features.Inform.Subscriptions.Pages;
using OpsPortal.Features.People;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Outgoing.Outbox;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Inform;

/// <summary>The pages of telling people as people see them, on the real use cases.</summary>
public sealed class InformPagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public InformPagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["OpsPortal:Outgoing:Allow:0"] = "127.0.0.0/8" }).Build());
        Services.AddLogging().AddOptions<MailOptions>();
        Services.AddOptions<InformOptions>();
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddOutgoing().AddOutbox(sends: false);
        InformFeature.AddInformParts(Services);
        SignIn(Duty.Operator);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void What_to_do_first_where_there_is_nothing()
    {
        Assert.Contains("Nothing has been announced yet", Opened<AnnouncementsPage>("/announcements").Markup, StringComparison.Ordinal);
        Assert.Contains("You are told of nothing yet", Opened<NotificationsPage>("/announcements/notifications").Markup, StringComparison.Ordinal);
        Assert.Contains("Nobody has subscribed yet", Opened<SubscribersPage>("/announcements/subscribers").Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing has left the portal yet", Opened<DeliveriesPage>("/announcements/deliveries").Markup, StringComparison.Ordinal);
        Assert.Contains("No service is public yet", Opened<StatusPageSettings>("/announcements/status-page").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_tabs_and_acts_of_those_who_may()
    {
        SignIn(Duty.Developer);
        var page = Opened<AnnouncementsPage>("/announcements");
        Assert.DoesNotContain("/announcements/new", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("announcements/subscribers", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("announcements/deliveries", page.Markup, StringComparison.Ordinal);
        Assert.Contains("announcements/notifications", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_as_its_reader_sees_it_while_it_is_typed_and_what_stands_in_its_way()
    {
        await ServicesAsync();
        var page = Render<AnnouncementEditPage>();
        page.WaitForAssertion(() => Assert.Contains("Planned maintenance of our services", page.Find(".reader").TextContent, StringComparison.Ordinal));
        page.FindAll(".choices input").Single().Change(true);
        page.WaitForAssertion(() => Assert.Contains("Planned maintenance of Web shop", page.Find(".reader").TextContent, StringComparison.Ordinal));
        Button(page, "Save draft").Click();
        page.WaitForAssertion(() => Assert.Contains("needs a time that is not set", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#ann-impact").Input("Paying may not work.");
        page.Find("#ann-title").Input("<b>Bold</b> work");
        page.WaitForAssertion(() => Assert.Equal("<b>Bold</b> work", page.Find(".reader h3").TextContent));
        Button(page, "Save draft").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/announcements/ANN-1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_announcement_with_what_can_be_done_with_it_and_what_readers_were_told()
    {
        var number = await PublishedAsync();
        var page = Render<AnnouncementPage>(parameters => parameters.Add(asked => asked.Number, number.ToString()));
        page.WaitForAssertion(() => Assert.Contains("Tell readers more", page.Markup, StringComparison.Ordinal));
        page.Find("#update-text").Input("Half done.");
        Button(page, "Send update").Click();
        page.WaitForAssertion(() => Assert.Contains("Half done.", page.Find(".updates").TextContent, StringComparison.Ordinal));
        Assert.Equal("", page.Find("#update-text").GetAttribute("value") ?? "");
        Assert.Equal(1, Feed.Listeners(ChangeKind.Announcements));
        page.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Announcements));

        SignIn(Duty.Developer);
        var looking = Render<AnnouncementPage>(parameters => parameters.Add(asked => asked.Number, number.ToString()));
        looking.WaitForAssertion(() => Assert.Contains("Half done.", looking.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Tell readers more", looking.Markup, StringComparison.Ordinal);
        var unknown = Render<AnnouncementPage>(parameters => parameters.Add(asked => asked.Number, "ANN-99"));
        unknown.WaitForAssertion(() => Assert.Contains("There is no announcement ANN-99", unknown.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_that_is_refused_keeps_what_was_typed_and_a_webhook_shows_its_secret_once()
    {
        var page = Render<NotificationPage>();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#rule-name")));
        Assert.Contains("sends no mail yet", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("on call", page.Markup, StringComparison.Ordinal);
        page.Find("#rule-name").Change("Wake me");
        page.Find("#rule-kind").Change(nameof(DestinationKind.Webhook));
        page.Find("#rule-url").Change("not an address");
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("must begin with http", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(("Wake me", "not an address"), (page.Find("#rule-name").GetAttribute("value"), page.Find("#rule-url").GetAttribute("value")));
        page.Find("#rule-url").Change("https://hooks.example/path-secret");
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.StartsWith("whsec_", page.Find(".shown-once input").GetAttribute("value"), StringComparison.Ordinal));
        var again = Render<NotificationPage>(parameters => parameters.Add(asked => asked.Number, "NTF-1"));
        again.WaitForAssertion(() => Assert.Equal("Wake me", again.Find("#rule-name").GetAttribute("value")));
        Assert.Empty(again.FindAll(".shown-once"));
        Assert.DoesNotContain("path-secret", again.Markup, StringComparison.Ordinal);
        Assert.Contains("https://hooks.example/…", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_masked_for_those_who_may_not_see_them()
    {
        await using (var db = Open())
        {
            db.Add(Services.GetRequiredService<BulletinMessages>().Of(new("t", "Hello", ["Text."], []), new(DestinationKind.Mail, "ada@example.org", null), "ANN-1", Clock.GetUtcNow()));
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Assert.Contains("ada@example.org", Opened<DeliveriesPage>("/announcements/deliveries").Markup, StringComparison.Ordinal);
        SignIn(Duty.Auditor);
        var masked = Opened<DeliveriesPage>("/announcements/deliveries").Markup;
        Assert.DoesNotContain("ada@example.org", masked, StringComparison.Ordinal);
        Assert.Contains("a•••@example.org", masked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Which_services_are_public_and_the_templates()
    {
        await ServicesAsync();
        var page = Render<StatusPageSettings>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".services li")));
        page.Find(".services input").Change("");
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("public name is missing", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Find(".services input").Change("The shop");
        Button(page, "Save").Click();
        page.WaitForAssertion(() => Assert.Contains("Saved", page.Find("[role=status]").TextContent, StringComparison.Ordinal));

        var templates = Render<TemplatesPage>();
        templates.WaitForAssertion(() => Assert.Equal(4, templates.FindAll("section.card").Count));
        templates.Find("#title-Incident").Change("{nothing}");
        templates.FindAll("section.card").Single(card => card.QuerySelector("#title-Incident") is not null).QuerySelector("button")!.Click();
        templates.WaitForAssertion(() => Assert.Contains("{nothing} stands for nothing", templates.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private OpsDb Open() => Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();

    private async Task ServicesAsync()
    {
        await using var db = Open();
        db.Services.Add(Service.From(new ServiceDraft { Key = new("checkout"), Name = "Checkout" }, Clock.GetUtcNow()));
        db.Add(new PublicEntry { Service = new("checkout"), Name = "Web shop", Place = 1, Since = Clock.GetUtcNow() });
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
    }

    private async Task<AnnouncementNumber> PublishedAsync()
    {
        await ServicesAsync();
        var draft = new AnnouncementDraft { Title = "{services} is slow", Impact = "Paying takes long.", Services = [new("checkout")], AheadMinutes = [] };
        var number = Assert.IsType<Outcome<Announcement>.Done>(await Services.GetRequiredService<SaveAnnouncement>().RunAsync(Given.Olga, null, draft, null, CancellationToken.None)).Value.Number;
        Assert.Null((await Services.GetRequiredService<PublishAnnouncement>().RunAsync(Given.Olga, number, null, null, CancellationToken.None)).Refusal);
        return number;
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string name) where T : IComponent => page.FindAll("button").Single(button => button.TextContent == name);

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    private IRenderedComponent<T> Opened<T>(string path) where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }
}

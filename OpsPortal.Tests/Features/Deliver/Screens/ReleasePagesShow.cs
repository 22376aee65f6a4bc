using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Releases.Acts;
using OpsPortal.Features.Deliver.Releases.Pages;
using OpsPortal.Features.Deliver.Releases.Pages.Editing;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Live;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Releases as people see them: what runs and who has it, what is left to do, and who may do what.</summary>
public sealed class ReleasePagesShow : DeliverScreen
{
    [Fact]
    public async Task One_that_is_deployed_and_not_released_says_so_in_the_list_and_on_its_page()
    {
        await PlannedAsync();
        await DeployedAsync();
        var list = Render<ReleasesPage>();
        list.WaitForAssertion(() => Assert.Contains("Deployed, not released", list.Find("tr[data-key='REL-1']").TextContent, StringComparison.Ordinal));
        var page = Open();
        Assert.Equal("Deployed, not released", page.Find(".chips .availability").TextContent);
        Assert.Contains("All of it runs in production. Nobody has decided yet.", page.Find(".summary").TextContent, StringComparison.Ordinal);
        Assert.Contains("2.1.0 in production", page.Find("table .runs").TextContent, StringComparison.Ordinal);
        Assert.Equal("<strong>new cards</strong>", page.Find(".notes strong").OuterHtml);
        Assert.Equal(["Go", "No go", "Comment", "Call off"], Buttons(page));
    }

    [Fact]
    public async Task Whoever_said_go_is_told_that_another_releases_it_and_another_does()
    {
        await PlannedAsync();
        await DeployedAsync();
        SignIn(Ann, "Ann", Duty.ReleaseManager);
        var page = Open();
        Press(page, "Go");
        page.WaitForAssertion(() => Assert.Equal("Go", page.Find(".chips .state").TextContent));
        Press(page, "Release");
        page.WaitForAssertion(() => Assert.Equal("Ann said go. Somebody else releases it.", page.Find("[role=alert]").TextContent));
        SignIn(Bob, "Bob", Duty.ChangeManager);
        var other = Open();
        Press(other, "Release");
        other.WaitForAssertion(() => Assert.Equal("Deployed and released", other.Find(".chips .availability").TextContent));
        Assert.Equal("On for everybody", other.Find(".now b").TextContent);
        Assert.Contains("Bob released it", other.Find("ol[aria-labelledby='release-timeline']").TextContent, StringComparison.Ordinal);
        Press(other, "Withdraw");
        other.WaitForAssertion(() => Assert.Equal("Off", other.Find(".now b").TextContent));
    }

    [Fact]
    public async Task The_slider_and_groups_say_who_has_it_with_a_reason()
    {
        await PlannedAsync();
        await DeployedAsync();
        await ReleasedAsync();
        SignIn(Ann, "Ann", Duty.ReleaseManager);
        var page = Open();
        page.Find("#switch-slider").Input("25");
        Assert.Equal("25", page.Find("#switch-percent").GetAttribute("value"));
        page.Find("#switch-percent").Change("12.5");
        Assert.Equal("12", page.Find("#switch-slider").GetAttribute("value"));
        page.Find("#switch-groups").Input("staff, pilots");
        page.Find("section[aria-labelledby='switch-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Write a reason.", page.Find("section[aria-labelledby='switch-heading'] [role=alert]").TextContent));
        page.Find("#switch-reason").Input("Carefully");
        page.Find("section[aria-labelledby='switch-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Equal("On for 12.5 %, and for staff, pilots", page.Find(".now b").TextContent));
        SignIn(Dana, "Dana Okafor", Duty.ServiceDesk);
        var looking = Open();
        Assert.Empty(looking.FindAll("#switch-slider"));
        Assert.Equal(["Comment"], Buttons(looking));
        SignIn(Dana, "Dana Okafor", Duty.Developer);
        var developer = Open();
        Assert.Empty(developer.FindAll("#switch-slider"));
        developer.Find("#switch-reason").Input("It does harm");
        developer.Find("section[aria-labelledby='switch-heading'] form").Submit();
        developer.WaitForAssertion(() => Assert.Equal("Off", developer.Find(".now b").TextContent));
    }

    [Fact]
    public async Task Tasks_are_added_with_an_owner_and_done()
    {
        await PlannedAsync();
        var page = Open();
        page.Find("#task-title").Input("Mail customers");
        page.Find("section[aria-labelledby='tasks-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("owner of a task", page.Find("section[aria-labelledby='tasks-heading'] [role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#task-owner").Change(Dana.Value.ToString());
        page.Find("section[aria-labelledby='tasks-heading'] form").Submit();
        page.WaitForElement("[aria-label='Done: Mail customers']");
        Assert.Contains("1 task is still to be done", page.Find(".summary").TextContent, StringComparison.Ordinal);
        page.Find("[aria-label='Done: Mail customers']").Click();
        page.WaitForElement("[aria-label='Not done after all: Mail customers']").Click();
        page.WaitForAssertion(() => Assert.Contains("Mail customers: open again. Looked at it", page.Find("ol[aria-labelledby='release-timeline']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_else_does_meanwhile_is_shown_and_leaving_ends_it()
    {
        await PlannedAsync();
        var page = Open();
        Assert.Equal(1, Feed.Listeners(ChangeKind.Releases));
        await DeployedAsync();
        Changed(ChangeKind.Changes);
        page.WaitForAssertion(() => Assert.Equal("Deployed, not released", page.Find(".chips .availability").TextContent));
        await DisposeComponentsAsync();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Releases));
    }

    [Fact]
    public void A_number_that_is_none_and_an_empty_list_say_what_to_do()
    {
        var page = Render<ReleasePage>(page => page.Add(one => one.Number, "REL-9"));
        page.WaitForAssertion(() => Assert.Contains("There is no release REL-9", page.Markup, StringComparison.Ordinal));
        var list = Render<ReleasesPage>();
        list.WaitForAssertion(() => Assert.Contains("No open release", list.Markup, StringComparison.Ordinal));
        Assert.Contains("/releases/new", list.Find(".op-button.primary").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_plans_one_keeps_what_was_typed_when_it_is_refused_and_edits_it()
    {
        var form = Render<ReleaseFormPage>();
        form.Find("#r-title").Input("New cards");
        form.Find("#r-environment").Input("production");
        form.Find("#r-switch").Input("New Cards");
        form.Find("#r-notes").Input("# New\n<b>x</b>");
        Assert.Contains("<h3>New</h3>", form.Find(".preview").InnerHtml, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", form.Find(".preview").InnerHtml, StringComparison.Ordinal);
        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.Contains("is not the key of a switch", form.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("New cards", form.Find("#r-title").GetAttribute("value"));
        form.Find("#r-switch").Input("new-cards");
        form.Find("[aria-label='Service 1']").Input("checkout");
        form.Find("[aria-label='Component 1']").Input("api");
        form.Find("[aria-label='Version 1']").Input("2.1.0");
        form.Find("#r-date").Change("2026-11-24T09:00:00");
        form.Find("form").Submit();
        form.WaitForAssertion(() => Assert.EndsWith("/releases/REL-1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var edit = Render<ReleaseFormPage>(page => page.Add(one => one.Number, "REL-1"));
        edit.WaitForAssertion(() => Assert.Equal("2.1.0", edit.Find("[aria-label='Version 1']").GetAttribute("value")));
        edit.Find("#r-audience").Input("Everybody");
        edit.Find("form").Submit();
        var view = await Services.GetRequiredService<ReleaseQueries>().ViewAsync(new(1), Stopping);
        edit.WaitForAssertion(() => Assert.DoesNotContain("role=\"alert\"", edit.Markup, StringComparison.Ordinal));
        Assert.Equal(("Everybody", new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero)), (view?.Row.Audience, view?.Row.Date));
    }

    private static string[] Buttons(IRenderedComponent<ReleasePage> page) => [.. page.FindAll("[role=toolbar] button").Select(button => button.TextContent)];

    private static void Press(IRenderedComponent<ReleasePage> page, string act)
    {
        page.WaitForAssertion(() => Assert.Contains(act, Buttons(page)));
        page.FindAll("[role=toolbar] button").Single(button => button.TextContent == act).Click();
    }

    private IRenderedComponent<ReleasePage> Open()
    {
        var page = Render<ReleasePage>(page => page.Add(one => one.Number, "REL-1"));
        page.WaitForElement("[role=toolbar] button");
        return page;
    }

    private async Task PlannedAsync()
    {
        var draft = new ReleaseDraft { Title = "New cards", Environment = "production", Audience = "Customers", Date = Clock.GetUtcNow(), Notes = "Pay with **new cards**.", Switch = "new-cards", Contents = [new(new("checkout"), "api", "2.1.0", "", "")] };
        DeliverBench.Done(await Services.GetRequiredService<PlanRelease>().RunAsync(Session(Dana, Duty.Developer), draft, Stopping));
    }

    private async Task DeployedAsync()
    {
        await using var db = Database();
        var now = Clock.GetUtcNow();
        db.Add(new DeploymentNotice { Sender = "ci", Key = "1", Hash = "", Service = new("checkout"), Component = "api", Version = "2.1.0", Environment = "production", Status = NoticeStatus.Succeeded, OccurredAt = now, ReceivedAt = now });
        await db.SaveChangesAsync(Stopping);
    }

    private async Task ReleasedAsync()
    {
        var decide = Services.GetRequiredService<DecideOnRelease>();
        DeliverBench.Done(await decide.GoAsync(Session(Ann, Duty.ReleaseManager), new(1), "Looks right", Stopping));
        DeliverBench.Done(await decide.PublishAsync(Session(Bob, Duty.ChangeManager), new(1), Stopping));
    }

    private static ActingSession Session(PersonId person, Duty duty) => new(new Actor(person, duty.ToString(), "", Duties.Permit([duty]), ""), null, true, null);
}

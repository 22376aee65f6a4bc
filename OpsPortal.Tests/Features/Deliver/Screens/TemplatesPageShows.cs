using Bunit;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Templates.Pages;

namespace OpsPortal.Tests.Features.Deliver.Screens;

/// <summary>Templates as people see them: what is in force and until when, what is proposed, and who may do what.</summary>
public sealed class TemplatesPageShows : DeliverScreen
{
    [Fact]
    public void Without_any_it_says_what_a_template_is_for_and_only_who_may_proposes_one()
    {
        var page = Render<TemplatesPage>();
        page.WaitForAssertion(() => Assert.Contains("No template yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["Propose a template"], page.FindAll("button").Select(button => button.TextContent));
        SignIn(Dana, "Dana Okafor", Duty.Developer);
        var looking = Render<TemplatesPage>();
        looking.WaitForAssertion(() => Assert.Contains("No template yet", looking.Markup, StringComparison.Ordinal));
        Assert.Empty(looking.FindAll("button"));
    }

    [Fact]
    public async Task A_proposal_is_typed_approved_by_two_others_and_then_in_force_for_a_year()
    {
        var page = Render<TemplatesPage>();
        page.WaitForElement("article > button").Click();
        Type(page, ("key", "restart-cache"), ("title", "Restart the cache"), ("components", "cache"), ("environments", "production"), ("when", "Misses above 20 %"));
        page.Find("[aria-label='Step 1']").Input("Restart");
        page.Find("[aria-label='Backout step 1']").Input("Warm it up");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("names no component", page.Find("form [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Restart", page.Find("[aria-label='Step 1']").GetAttribute("value"));
        Type(page, ("components", "checkout/cache"));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("restart-cache revision 1 is proposed", page.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("0 of 2 approvals. It waits for Ann or Bob.", page.Find("section[aria-label='restart-cache revision 1']").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Withdraw proposal"], page.FindAll("section button").Select(button => button.TextContent));
        foreach (var (person, name, duty) in new[] { (Ann, "Ann", Duty.ReleaseManager), (Bob, "Bob", Duty.ChangeManager) })
        {
            SignIn(person, name, duty);
            await StepUpAsync(person);
            var deciding = Render<TemplatesPage>();
            deciding.WaitForElement("section button.primary").Click();
            deciding.WaitForAssertion(() => Assert.Equal("Approved.", deciding.Find("[role=status]").TextContent));
        }

        var after = Render<TemplatesPage>();
        after.WaitForAssertion(() => Assert.Equal("In force", after.Find("table[aria-label='Templates'] .state").TextContent));
        Assert.Equal("Ann, Bob", after.Find("tbody td:nth-child(3)").TextContent);
        Assert.Contains("restart-cache", after.Find("a[href='/changes/new?template=restart-cache']").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_proposed_it_withdraws_it_and_who_may_takes_one_out_of_force()
    {
        await InForceAsync();
        var page = Render<TemplatesPage>();
        page.WaitForElement("[aria-label='Propose a revision of restart-cache']").Click();
        Assert.Equal("restart-cache", page.Find("#t-key").GetAttribute("value"));
        page.Find("form").Submit();
        page.WaitForElement("section[aria-label='restart-cache revision 2'] button").Click();
        page.WaitForAssertion(() => Assert.Equal("restart-cache revision 2 is withdrawn.", page.Find("[role=status]").TextContent));
        Assert.Empty(page.FindAll("section"));
        page.Find("[aria-label='Withdraw restart-cache']").Click();
        page.WaitForAssertion(() => Assert.Contains("Withdrawn", page.Find("tbody td:nth-child(2)").TextContent, StringComparison.Ordinal));
        Assert.Contains("Looked at it", page.Find("tbody td:nth-child(2)").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[href^='/changes/new']"));
    }

    [Fact]
    public async Task One_that_was_approved_a_year_ago_is_shown_as_expired()
    {
        await InForceAsync();
        Clock.Advance(TimeSpan.FromDays(365));
        var page = Render<TemplatesPage>();
        page.WaitForAssertion(() => Assert.Equal("Expired", page.Find(".state").TextContent));
        Assert.Empty(page.FindAll("a[href^='/changes/new']"));
    }

    private static void Type(IRenderedComponent<TemplatesPage> page, params (string Field, string Text)[] typed)
    {
        foreach (var (field, text) in typed) page.Find($"#t-{field}").Input(text);
    }
}

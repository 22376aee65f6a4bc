using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Significance.Log;
using OpsPortal.Features.Detect.Significance.Pages;
using OpsPortal.Features.Detect.Significance.Rules;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Detect.Significance;

/// <summary>What a person sees of rules and of the signals they judged.</summary>
public sealed class SignificancePagesShow : OpenPages, IClassFixture<SqliteDatabase>
{
    public SignificancePagesShow(SqliteDatabase database)
        : base(database) =>
        Services.AddSingleton<RuleBook>().AddSingleton<RuleDesk>().AddSingleton<SaveRule>().AddSingleton<MoveRule>().AddSingleton<DeleteRule>().AddSingleton<TryRule>()
            .AddSingleton<SignalQueries>().AddSingleton<RulePageTools>();

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_rule_says_what_rules_are_for_and_who_may_only_read_has_no_button()
    {
        await SignInLiveAsync(Duty.ServiceDesk);
        var page = Render<RulesPage>();
        Assert.Contains("No rule yet", page.Find(".op-state").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task A_rule_is_written_in_the_form_listed_in_words_moved_and_deleted()
    {
        await SignInLiveAsync(Duty.Operator);
        var page = Render<RulesPage>();
        Add(page, "Watchdog", "alertname=\"Watchdog\"");
        page.WaitForAssertion(() => Assert.Contains("alertname=\"Watchdog\"", page.Find("ol[aria-label=Rules] li").TextContent, StringComparison.Ordinal));
        Add(page, "Robots", "alertname=~\"Robot.*\"");
        page.WaitForAssertion(() => Assert.Equal(["Watchdog", "Robots"], Names(page)));

        page.Find("button[aria-label='Move Robots up']").Click();
        page.WaitForAssertion(() => Assert.Equal(["Robots", "Watchdog"], Names(page)));
        page.Find("button[aria-label='Delete Robots']").Click();
        Dialogs.WaitForElement("button.primary").Click();
        page.WaitForAssertion(() => Assert.Equal(["Watchdog"], Names(page)));
        await using var db = Open();
        Assert.Equal(["rule.added", "rule.added", "rule.moved", "rule.removed"], await db.Audit.OrderBy(act => act.Sequence).Select(act => act.Act).ToListAsync(Stopping));
    }

    [Fact]
    public async Task A_rule_that_would_hold_for_everything_asks_first()
    {
        await SignInLiveAsync(Duty.Operator);
        var page = Render<RulesPage>();
        Add(page, "All", "");
        Assert.Contains("meant to hold for every signal", Dialogs.WaitForElement(".check.wide").TextContent, StringComparison.Ordinal);
        Assert.Empty(The<RuleBook>().Current.All);
        Dialogs.Find(".check.wide input").Change(true);
        Dialogs.FindAll("button").Single(button => button.TextContent == "Save").Click();
        page.WaitForAssertion(() => Assert.Equal(["All"], Names(page)));
        Assert.Contains("for every signal", page.Find("ol[aria-label=Rules] li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_with_a_rule_is_said_in_the_form_and_nothing_is_saved()
    {
        await SignInLiveAsync(Duty.Operator);
        Add(Render<RulesPage>(), "Broken", "alertname=~\"(\"");
        Assert.NotEmpty(Dialogs.WaitForElement("[role=alert]").TextContent);
        Assert.Empty(The<RuleBook>().Current.All);
    }

    [Fact]
    public async Task An_empty_log_and_a_search_without_a_hit_say_so()
    {
        await SignInLiveAsync(Duty.Operator);
        var page = Render<SignalsPage>();
        Assert.Contains("Nothing has been kept yet", page.Find(".op-state").TextContent, StringComparison.Ordinal);
        page.Find("input[type=search]").Change("nowhere");
        page.WaitForAssertion(() => Assert.Contains("Take the filter away", page.Find(".op-state").TextContent, StringComparison.Ordinal));
    }

    private async Task SignInLiveAsync(Duty duty)
    {
        await using (var db = Open())
        {
            await db.Set<OpsPortal.Domain.Detect.Significance.SignificanceRule>().ExecuteDeleteAsync(Stopping);
            await db.Set<SignalPage>().ExecuteDeleteAsync(Stopping);
        }

        SignIn(duty);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private void Add(IRenderedComponent<RulesPage> page, string name, string matchers)
    {
        page.FindAll("button").Single(button => button.TextContent == "Add rule").Click();
        Dialogs.WaitForElement("#rule-name").Change(name);
        Dialogs.Find("#rule-reason").Change("Because.");
        Dialogs.Find("#rule-matchers").Change(matchers);
        Dialogs.FindAll("button").Single(button => button.TextContent == "Save").Click();
    }

    private static IEnumerable<string> Names(IRenderedComponent<RulesPage> page) => page.FindAll("ol[aria-label=Rules] li .what b").Select(name => name.TextContent);
}

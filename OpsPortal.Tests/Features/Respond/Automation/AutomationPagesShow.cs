using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Automation;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.Automation;
using OpsPortal.Features.Respond.Automation.Acts;
using OpsPortal.Features.Respond.Automation.Editing;
using OpsPortal.Features.Respond.Automation.Pages;
using OpsPortal.Live;
using OpsPortal.Outgoing;
using OpsPortal.Storage;
using OpsPortal.Tests.Domain.Respond.Automation;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Respond.Automation;

/// <summary>The pages of automation as people see them, on the real use cases.</summary>
public sealed class AutomationPagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public AutomationPagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddLogging().AddOptions<AutomationOptions>();
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddOutgoing();
        AutomationFeature.AddAutomationParts(Services, works: false);
        SignIn(Duty.Operator);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    [Fact]
    public void What_to_do_first_where_nothing_is_automated() => Assert.Contains("Nothing is automated yet", Opened<TriggersPage>("/automation").Markup, StringComparison.Ordinal);

    [Fact]
    public void No_way_to_set_one_up_to_those_who_may_only_look()
    {
        SignIn(Duty.Developer);
        Assert.DoesNotContain("/automation/new", Opened<TriggersPage>("/automation").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_trigger_with_its_reason_and_the_way_to_restart_it()
    {
        var trigger = await SavedAsync();
        await using (var db = Open())
        {
            var found = await db.Set<Trigger>().SingleAsync(Xunit.TestContext.Current.CancellationToken);
            found.Stop(AutomationRefusals.SameConditionAgain(6, TimeSpan.FromMinutes(15)), Clock.GetUtcNow());
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Render<TriggerPage>(parameters => parameters.Add(asked => asked.Number, trigger.Number.ToString()));
        page.WaitForAssertion(() => Assert.Contains("the same condition came 6 times", page.Find(".stopped").TextContent, StringComparison.Ordinal));
        page.FindAll("button").Single(button => button.TextContent == "Restart").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".stopped")));
        Assert.Contains("works again", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_once_after_the_first_save_and_asks_before_everything_is_acted_on()
    {
        var page = Render<TriggerPage>();
        page.Find("#trigger-name").Change("Restart");
        page.Find("#trigger-reason").Change("A test.");
        page.Find("#trigger-url").Change("https://hooks.example/a");
        Save(page);
        page.WaitForAssertion(() => Assert.Contains("every event there is", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Restart", page.Find("#trigger-name").GetAttribute("value"));
        page.FindAll("label.check").Single(label => label.TextContent.Contains("every event", StringComparison.Ordinal)).QuerySelector("input")!.Change(true);
        Save(page);
        page.WaitForAssertion(() => Assert.StartsWith("whsec_", page.Find(".shown-once input").GetAttribute("value"), StringComparison.Ordinal));
        Assert.EndsWith("/automation/TRG-1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var again = Render<TriggerPage>(parameters => parameters.Add(asked => asked.Number, "TRG-1"));
        again.WaitForAssertion(() => Assert.NotEmpty(again.FindAll("#trigger-name")));
        Assert.Empty(again.FindAll(".shown-once"));
    }

    [Fact]
    public async Task A_run_that_waits_for_a_yes_with_its_input_and_the_decision_to_those_who_may_take_it()
    {
        var run = await AskingAsync(await SavedAsync());
        SignIn(Duty.Developer);
        var looking = Render<RunPage>(parameters => parameters.Add(asked => asked.Number, run.Number.ToString()));
        looking.WaitForAssertion(() => Assert.Contains("\"secretless\": true", looking.Find("pre").TextContent, StringComparison.Ordinal));
        Assert.Empty(looking.FindAll(".decide"));

        SignIn(Duty.ChangeManager);
        var page = Render<RunPage>(parameters => parameters.Add(asked => asked.Number, run.Number.ToString()));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".decide")));
        page.FindAll("button").Single(button => button.TextContent == "Reject").Click();
        page.WaitForAssertion(() => Assert.Contains("Write why", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#run-note").Input("Not now.");
        page.FindAll("button").Single(button => button.TextContent == "Reject").Click();
        page.WaitForAssertion(() => Assert.Contains("said no: Not now.", page.Find(".summary").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_approve_what_one_saved_oneself()
    {
        var run = await AskingAsync(await SavedAsync(Dana));
        var page = Render<RunPage>(parameters => parameters.Add(asked => asked.Number, run.Number.ToString()));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".decide")));
        page.FindAll("button").Single(button => button.TextContent == "Approve").Click();
        page.WaitForAssertion(() => Assert.Contains("somebody else must approve", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_as_it_is_by_now_and_nothing_more_once_the_page_is_left()
    {
        var run = await AskingAsync(await SavedAsync());
        var page = Render<RunPage>(parameters => parameters.Add(asked => asked.Number, run.Number.ToString()));
        page.WaitForAssertion(() => Assert.Contains("Awaiting approval", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, Feed.Listeners(ChangeKind.Automation));
        await using (var db = Open())
        {
            var found = await db.Set<TriggerRun>().SingleAsync(Xunit.TestContext.Current.CancellationToken);
            found.Stop("", AutomationRefusals.TooLate(), Clock.GetUtcNow());
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Changed(ChangeKind.Automation);
        page.WaitForAssertion(() => Assert.Contains("Nobody said yes in time.", page.Find(".summary").TextContent, StringComparison.Ordinal));
        page.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Automation));
    }

    private OpsDb Open() => Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();

    private async Task<Trigger> SavedAsync(PersonId? by = null)
    {
        var draft = new TriggerDraft { Name = "Hook", Reason = "A test.", Mode = TriggerMode.Live, Service = "checkout", Action = new() { Url = "https://hooks.example/a" }, NeedsApproval = true };
        var actor = by is { } person ? Given.Olga with { Person = person } : Given.Olga;
        return Assert.IsType<Outcome<SavedTrigger>.Done>(await Services.GetRequiredService<SaveTrigger>().RunAsync(actor, null, draft, null, confirmed: false, CancellationToken.None)).Value.Trigger;
    }

    private async Task<TriggerRun> AskingAsync(Trigger trigger)
    {
        await using var db = Open();
        var run = new TriggerRun
        {
            Number = new(17),
            Trigger = trigger.Number,
            TriggerName = trigger.Name,
            SavedBy = trigger.ChangedBy,
            Event = new(1042),
            Identity = "a",
            Target = "checkout",
            At = Clock.GetUtcNow(),
            Input = """{"url":"https://hooks.example/a","body":{"secretless":true}}""",
            Chain = trigger.Number.ToString(),
        };
        run.Rule(new(Ruling.Ask, AutomationRefusals.NeedsApproval()), rehearsed: false, TimeSpan.FromHours(1));
        db.Add(run);
        await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        return run;
    }

    private static void Save(IRenderedComponent<TriggerPage> page) => page.FindAll("button").Single(button => button.TextContent == "Save").Click();

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    private IRenderedComponent<T> Opened<T>(string path) where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }
}

using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Maintenance.Windows.Keeping;
using OpsPortal.Features.Detect.Maintenance.Windows.Queries;
using OpsPortal.Features.Detect.Moments.Collecting;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Features.People;
using OpsPortal.Features.Respond.OnCall;
using OpsPortal.Features.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Features.Respond.Problems.Components.Handling;
using OpsPortal.Features.Respond.Problems.Pages;
using OpsPortal.Features.Respond.Problems.Watching;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Ui;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>The pages of problems as people see them, on the real use cases.</summary>
public sealed class ProblemPagesShow : Screen
{
    private readonly BunitAuthorizationContext _authorization;

    public ProblemPagesShow()
    {
        _authorization = this.AddAuthorization();
        Services.AddLogging().AddOptions<ProblemOptions>();
        Services.AddSingleton<Catalogue>().AddSingleton<OnCallBook>().AddSingleton<SharedReads>();
        ProblemsFeature.AddProblemParts(Services);
        Services.AddSingleton<WindowMoments>().AddSingleton<WindowQueries>().AddSingleton<WorkBands>();
        Services.AddSingleton<NewProblemTools>();
        Services.AddScoped<DecidingProblems>().AddScoped<WorkingProblems>().AddScoped<KnowingErrors>().AddScoped<EndingProblems>().AddScoped<ProblemActs>();
        SignIn(Duty.Operator);
        SetRendererInfo(new("Server", isInteractive: true));
    }

    private static CancellationToken Stopping => Xunit.TestContext.Current.CancellationToken;

    private static Actor Olga => new(Dana, "Dana Okafor", "dana@example.org", Duties.Permit([Duty.Operator]), "");

    [Fact]
    public void What_a_problem_is_where_there_is_none_and_the_way_to_one()
    {
        var page = Opened<ProblemsPage>("/problems");
        Assert.Contains("No open problem", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("a[href='/problems/new']"));
        SignIn(Duty.Manager);
        Assert.Empty(Opened<ProblemsPage>("/problems").FindAll("a[href='/problems/new']"));
    }

    [Fact]
    public async Task Each_with_why_it_is_proposed_how_often_it_came_and_who_owns_it()
    {
        await ProposedAsync("It came back 5 times within 30 days.");
        await OccurredAsync(3, 9, 12);
        var page = Opened<ProblemsPage>("/problems");
        var row = page.Find("tr[data-key]");
        Assert.Contains("It came back 5 times within 30 days.", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("3", row.QuerySelector("td[data-column='occurrences']")!.TextContent.Trim());
        Assert.Equal("/problems/PRB-1", row.QuerySelector("a.title")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Why_it_is_proposed_and_what_may_be_done_to_those_who_may_and_only_to_them()
    {
        await ProposedAsync("It came back 5 times within 30 days.\nINC-3 came of it.");
        var page = One();
        Assert.Equal(["It came back 5 times within 30 days.", "INC-3 came of it."], page.FindAll("section[aria-labelledby='grounds-heading'] li").Select(item => item.TextContent));
        Assert.Equal(["Confirm", "Dismiss", "Assign", "Priority"], page.FindAll("[role=toolbar] button").Select(button => button.TextContent));
        SignIn(Duty.Manager);
        var looking = One();
        Assert.Empty(looking.FindAll("[role=toolbar]"));
        Assert.Empty(looking.FindAll("#note-box"));
        Assert.Contains("You may look, not act", looking.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cause_and_workaround_are_written_and_then_it_is_a_known_error()
    {
        await ConfirmedAsync();
        var page = One();
        page.Find("section[aria-labelledby='known-heading'] button").Click();
        page.Find("#problem-cause").Input("Logs are not rotated");
        page.Find("#problem-workaround").Input("Empty /var/log");
        page.Find("section[aria-labelledby='known-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Written by Dana Okafor", page.Markup, StringComparison.Ordinal));
        page.FindAll("[role=toolbar] button").Single(button => button.TextContent == "Known error").Click();
        page.WaitForAssertion(() => Assert.Equal("Known error", page.Find("li[aria-current=step] .name").TextContent.Trim()));
        Assert.Contains("declared it a known error", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_texts_where_two_wrote_at_once()
    {
        await ConfirmedAsync();
        var page = One();
        page.Find("section[aria-labelledby='known-heading'] button").Click();
        page.Find("#problem-workaround").Input("Restart it");
        Assert.Null((await The<WriteProblem>().RunAsync(Olga with { Name = "Bo" }, new(1), new("DiskFull", "", "Logs", "Empty it"), 0, Stopping)).Refusal);
        page.Find("section[aria-labelledby='known-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Bo wrote meanwhile", page.Find(".theirs").TextContent, StringComparison.Ordinal));
        page.FindAll(".theirs button").Single(button => button.TextContent == "Put both together").Click();
        Assert.Equal("Empty it\n\nRestart it", page.Find("#problem-workaround").GetAttribute("value"));
        page.Find("section[aria-labelledby='known-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("#problem-workaround")));
        await using var db = Database();
        Assert.Equal(("Logs", "Empty it\n\nRestart it"), await db.Set<Problem>().Select(problem => ValueTuple.Create(problem.RootCause, problem.Workaround)).SingleAsync(Stopping));
    }

    [Fact]
    public async Task Its_pattern_is_narrowed_by_labels_and_widened_again()
    {
        await ConfirmedAsync();
        var page = One();
        OnPeople(page, "Change team or pattern").Click();
        OnPeople(page, "Add a label").Click();
        page.Find("input[aria-label='Label 1']").Input("instance");
        page.Find("section[aria-labelledby='people-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("A label has a name and a value", page.Find("section[aria-labelledby='people-heading'] [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("instance", page.Find("input[aria-label='Label 1']").GetAttribute("value"));
        page.Find("input[aria-label='Value of label 1']").Input("db-7");
        OnPeople(page, "Add a label").Click();
        page.Find("section[aria-labelledby='people-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Equal("instance = db-7", page.Find("section[aria-labelledby='people-heading'] dd.labels").TextContent));
        Assert.Contains("Only what bears instance = db-7 is counted", page.Find("section[aria-labelledby='recurrence-heading']").TextContent, StringComparison.Ordinal);
        Assert.Contains("said it is recognised by DiskFull with instance = db-7", page.Markup, StringComparison.Ordinal);

        OnPeople(page, "Change team or pattern").Click();
        page.Find("button[aria-label='Take label 1 away']").Click();
        page.Find("section[aria-labelledby='people-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("section[aria-labelledby='people-heading'] dd.labels, section[aria-labelledby='people-heading'] form")));
        SignIn(Duty.Manager);
        Assert.Empty(One().FindAll("section[aria-labelledby='people-heading'] button"));
    }

    [Fact]
    public async Task The_fix_and_whether_it_holds_with_the_numbers_behind_the_verdict()
    {
        await ConfirmedAsync();
        await OccurredAsync([.. Enumerable.Range(0, 11).Select(i => 15.0 + (3 * i))]);
        Assert.Null((await The<SetFix>().RunAsync(Olga, new(1), "CHG-12", Clock.GetUtcNow().AddDays(-14), Stopping)).Refusal);
        Assert.Null((await The<ResolveProblem>().RunAsync(Olga, new(1), "", Stopping)).Refusal);
        var page = One();
        Assert.Equal("Stopped", page.Find("[data-verdict]").GetAttribute("data-verdict"));
        Assert.Contains("nothing for 14 d since the fix", page.Find("[data-verdict]").TextContent, StringComparison.Ordinal);
        Assert.Contains("10 times", page.Find("table[aria-label='Before and after the fix']").TextContent, StringComparison.Ordinal);
        Assert.Contains("CHG-12", page.Find("section[aria-labelledby='fix-heading']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Fix in place", page.Find("figure").TextContent, StringComparison.Ordinal);
        await OccurredAsync(6, 3);
        Changed(ChangeKind.Problems);
        page.WaitForAssertion(() => Assert.Equal("TooEarly", page.Find("[data-verdict]").GetAttribute("data-verdict")));
        Assert.Contains("If it stays quiet for another", page.Find("[data-verdict]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fix_that_cannot_be_read_is_told_and_nothing_typed_is_lost()
    {
        await ConfirmedAsync();
        var page = One();
        page.FindAll("section[aria-labelledby='fix-heading'] button").Single().Click();
        page.Find("#fix-change").Input("some day");
        page.Find("section[aria-labelledby='fix-heading'] form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Name the change by its number", page.Find("#fix-said").TextContent, StringComparison.Ordinal));
        Assert.Equal("some day", page.Find("#fix-change").GetAttribute("value"));
    }

    [Fact]
    public async Task Nothing_more_once_the_page_is_left()
    {
        await ProposedAsync("");
        var page = One();
        Assert.NotEqual(0, Feed.Listeners(ChangeKind.Problems));
        page.Instance.Dispose();
        Assert.Equal(0, Feed.Listeners(ChangeKind.Problems));
    }

    [Fact]
    public void That_there_is_no_such_problem()
    {
        var page = Render<ProblemPage>(parameters => parameters.Add(asked => asked.Number, "PRB-99"));
        page.WaitForAssertion(() => Assert.Contains("There is no problem PRB-99", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_one_from_nothing_but_a_title_and_why_not()
    {
        var page = Render<NewProblemPage>();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Write a title", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.Find("#problem-new-title").Input("Slow at noon");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.EndsWith("/problems/PRB-1", The<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    private static AngleSharp.Dom.IElement OnPeople(IRenderedComponent<ProblemPage> page, string name) =>
        page.FindAll("section[aria-labelledby='people-heading'] button").Single(button => button.TextContent == name);

    private T The<T>() where T : notnull => Services.GetRequiredService<T>();

    private OpsDb Database() => The<IDbContextFactory<OpsDb>>().CreateDbContext();

    private async Task ProposedAsync(string grounds) =>
        Assert.IsType<Outcome<Problem>.Done>(await The<ProposeProblem>().RunAsync(Olga, new("DiskFull", "DiskFull", "", Priority.P2, grounds, [], []), Stopping));

    private async Task ConfirmedAsync()
    {
        await ProposedAsync("");
        Assert.Null((await The<ConfirmProblem>().RunAsync(Olga, new(1), "", Stopping)).Refusal);
    }

    /// <summary>As counted so many days ago.</summary>
    private async Task OccurredAsync(params double[] daysAgo)
    {
        await using var db = Database();
        var pattern = await db.Set<StoredPattern>().SingleOrDefaultAsync(Stopping) ?? db.Add(new StoredPattern { What = "DiskFull", Service = "" }).Entity;
        await db.SaveChangesAsync(Stopping);
        db.AddRange(daysAgo.Select(days => new StoredOccurrences { Pattern = pattern.Id, At = Clock.GetUtcNow().AddDays(-days), Count = 1, Event = new(1) }));
        await db.SaveChangesAsync(Stopping);
    }

    private void SignIn(Duty duty) => _authorization.SetAuthorized("Dana Okafor").SetClaims(new Claim(Actors.PersonClaim, Dana.ToString()), new Claim(Actors.DutyClaim, duty.ToString()));

    private IRenderedComponent<ProblemPage> One()
    {
        var page = Render<ProblemPage>(parameters => parameters.Add(asked => asked.Number, "PRB-1"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#problem-title")));
        return page;
    }

    private IRenderedComponent<T> Opened<T>(string path) where T : IComponent
    {
        The<NavigationManager>().NavigateTo(path);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll("tr.bones").Count == 0);
        return page;
    }
}

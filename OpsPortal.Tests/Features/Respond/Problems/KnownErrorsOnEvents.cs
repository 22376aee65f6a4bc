using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Pages;
using OpsPortal.Features.Respond.Problems.Acts;
using OpsPortal.Live;
using OpsPortal.Tests.Support;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>Whoever opens an event sees at once whether what is behind it is known, and what helps.</summary>
public sealed class KnownErrorsOnEvents(SqliteDatabase database) : OpenPages(database), IClassFixture<SqliteDatabase>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_workaround_as_soon_as_it_is_a_known_error_and_the_way_to_it()
    {
        await using (var db = Open()) await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
        await RaiseAsync();
        var page = Opened(Duty.ServiceDesk);
        Assert.Contains("No problem is known for this.", page.Find("section[aria-labelledby='problems-heading']").TextContent, StringComparison.Ordinal);

        var number = Assert.IsType<Outcome<Problem>.Done>(await The<ProposeProblem>().RunAsync(Bo, new("", "", "", null, "", [new(1)], []), Stopping)).Value.Number;
        await The<ConfirmProblem>().RunAsync(Bo, number, "", Stopping);
        Clock.Advance(PageSubscription.SlowestPace);
        page.WaitForAssertion(() => Assert.Contains("Confirmed", page.Find("section[aria-labelledby='problems-heading']").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("section[aria-labelledby='problems-heading'] button"));

        await The<WriteProblem>().RunAsync(Bo, number, new("The disk", "", "Logs", "Empty /var/log"), 0, Stopping);
        await The<DeclareKnownError>().RunAsync(Bo, number, Stopping);
        Clock.Advance(PageSubscription.SlowestPace);
        page.WaitForAssertion(() => Assert.Contains("Workaround Empty /var/log", page.Find("section[aria-labelledby='problems-heading'] .known").TextContent, StringComparison.Ordinal));
        Assert.Equal($"/problems/{number}", page.Find("section[aria-labelledby='problems-heading'] a").GetAttribute("href"));
        page.Instance.Dispose();
    }

    [Fact]
    public async Task A_way_to_propose_one_to_those_who_may_and_nothing_to_those_who_may_not()
    {
        await using (var db = Open()) await db.Set<Problem>().ExecuteDeleteAsync(Stopping);
        await RaiseAsync();
        Assert.Empty(Opened(Duty.Manager).FindAll("section[aria-labelledby='problems-heading']"));
        var page = Opened(Duty.Developer);
        page.Find("section[aria-labelledby='problems-heading'] button").Click();
        page.WaitForAssertion(() => Assert.Contains("/problems/PRB-", The<NavigationManager>().Uri, StringComparison.Ordinal));
        await using var after = Open();
        Assert.Equal(("DiskFull", "Dana"), await after.Set<Problem>().Select(problem => ValueTuple.Create(problem.What, problem.ProposedBy)).SingleAsync(Stopping));
    }

    private IRenderedComponent<EventPage> Opened(Duty duty)
    {
        SignIn(duty);
        var page = Render<EventPage>(parameters => parameters.Add(asked => asked.Number, "EVT-1"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("#event-title")));
        return page;
    }
}

using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Detect.Signals;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Detect.Events.Components.Queue;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Live;
using OpsPortal.Storage;
using OpsPortal.Tests.Features.Detect;
using TestContext = Xunit.TestContext;

namespace OpsPortal.Tests.Features.Respond.Problems;

/// <summary>A row of the queue says that its cause is known and where to read what helps.</summary>
public sealed class KnownErrorsInTheQueue : EventsScreen
{
    private static readonly Actor Olga = new(Dana, "Olga", "olga@example.org", Permissions.All, "");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mark_that_leads_to_the_problem_on_what_is_recognised_and_on_nothing_else()
    {
        await KnownAsync("DiskFull");
        var page = Open(Row(1, "Disk of db-7 is full"), Row(2, "Other") with { Labels = LabelSet.From(("alertname", "Other")) });
        var mark = Assert.Single(page.FindAll("a.known-error"));
        Assert.Equal(("/problems/PRB-3", "Known error PRB-3: workaround known"), (mark.GetAttribute("href"), mark.GetAttribute("aria-label")));
        Assert.Equal("Known error PRB-3: workaround known\nEmpty /var/log", mark.GetAttribute("title"));
        Assert.Equal("EVT-1", mark.Closest("tr")!.GetAttribute("data-key"));
        Assert.Equal("true", mark.QuerySelector("svg")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public async Task It_comes_and_goes_with_the_known_error_while_the_queue_is_open()
    {
        var page = Open(Row(1, "Disk of db-7 is full"));
        Assert.Empty(page.FindAll("a.known-error"));
        await KnownAsync("DiskFull");
        Changed(ChangeKind.Problems);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("a.known-error")));
        await using (var db = Database())
        {
            var problem = await db.Set<Problem>().SingleAsync(Stopping);
            Assert.Null(problem.WithdrawKnownError("It does not help", Olga, Clock.GetUtcNow()).Refusal);
            await db.SaveChangesAsync(Stopping);
        }

        Changed(ChangeKind.Problems);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("a.known-error")));
    }

    [Fact]
    public async Task Nothing_for_those_who_may_not_read_problems()
    {
        await KnownAsync("DiskFull");
        Events.Rows.Add(Row(1, "Disk of db-7 is full"));
        var queue = Services.GetRequiredService<QueueRows>();
        Assert.NotNull(Assert.Single((await queue.PageAsync(Olga, new(), null, 10, Stopping)).Items).KnownError);
        var outsider = Olga with { Permissions = new HashSet<string> { Permissions.EventsRead } };
        Assert.Null(Assert.Single((await queue.PageAsync(outsider, new(), null, 10, Stopping)).Items).KnownError);
        Assert.Null(Assert.Single(await queue.RowsAsync(outsider, [new(1)], Stopping)).KnownError);
    }

    [Fact]
    public void What_a_rule_made_an_event_of_is_recognised_by_the_name_of_the_rule()
    {
        var rule = Guid.Parse("0193a000-0000-7000-8000-00000000000a");
        var match = new ProblemMatch(new(3), "Logins", ProblemState.KnownError, "Lock the account", null, false);
        var held = new HeldProblems([(new("Failed logins", ""), match)], new Dictionary<Guid, string> { [rule] = "Failed logins" });
        var row = Row(1, "5 failed logins of root") with { Labels = LabelSet.From(("app", "shop")), Rule = rule };
        Assert.Equal(match, held.KnownErrorOf(row));
        Assert.Null(held.KnownErrorOf(row with { Rule = null }));
        Assert.Null(held.KnownErrorOf(row with { Service = "checkout" }));
    }

    [Fact]
    public void A_problem_without_a_workaround_marks_nothing()
    {
        var confirmed = new ProblemMatch(new(3), "Disk", ProblemState.Confirmed, "", null, false);
        var held = new HeldProblems([(new("DiskFull", ""), confirmed)], new Dictionary<Guid, string>());
        Assert.False(held.KnowsErrors);
        Assert.Null(held.KnownErrorOf(Row(1, "Disk of db-7 is full")));
    }

    private OpsDb Database() => Services.GetRequiredService<IDbContextFactory<OpsDb>>().CreateDbContext();

    private async Task KnownAsync(string what)
    {
        var problem = Assert.IsType<Outcome<Problem>.Done>(Problem.Propose(new(3), "The disk fills up", new(what, ""), Priority.P3, "", Olga, Clock.GetUtcNow())).Value;
        problem.Confirm("", Olga, Clock.GetUtcNow());
        problem.Write(new("The disk fills up", "", "Logs", "Empty /var/log"), 0, Olga, Clock.GetUtcNow());
        Assert.Null(problem.DeclareKnownError(Olga, Clock.GetUtcNow()).Refusal);
        await using var db = Database();
        db.Add(problem);
        await db.SaveChangesAsync(Stopping);
    }
}

using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Duties;
using OpsPortal.Tests.Support;

namespace OpsPortal.Tests.Features.Deliver;

/// <summary>A change is approved by others than those who shaped it, carried out by others than those who approved it, and the database itself sees to it once more.</summary>
public abstract class ApprovalsKeepDutiesApart(TestDatabase database)
{
    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task From_the_request_to_its_end_everything_is_kept_told_and_audited()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.SubmittedAsync();
        Assert.Contains($"{number}: your approval is asked for", await bench.MailsAsync("Ann"));
        Assert.Contains(await bench.Get<Inbox>().OfAsync(bench["Ann"].Actor.Person!.Value, Stopping), row => row.Subject == number.ToString());
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number));
        Assert.DoesNotContain(await bench.Get<Inbox>().OfAsync(bench["Ann"].Actor.Person!.Value, Stopping), row => row.Subject == number.ToString());
        Assert.Equal(ChangeState.AwaitingApproval, (await bench.ViewAsync(number)).Row.State);
        DeliverBench.Done(await bench.ApproveAsync(bench["Bob"], number));
        Assert.Equal(ChangeState.Approved, (await bench.ViewAsync(number)).Row.State);
        Assert.Equal("duties.outside-window", (await bench.StartChangeAsync(bench["Olga"], number)).Refusal?.Code);
        bench.Clock.Advance(TimeSpan.FromHours(3));
        DeliverBench.Done(await bench.StartChangeAsync(bench["Olga"], number));
        Assert.Equal("duties.cannot-start", (await bench.StartChangeAsync(bench["Otto"], number)).Refusal?.Code);
        DeliverBench.Done(await bench.Get<FinishChange>().RunAsync(bench["Olga"], number, "Went well", Stopping));
        DeliverBench.Done(await bench.Get<CloseChange>().RunAsync(bench["Rita"], number, "As planned", Stopping));
        var view = await bench.ViewAsync(number);
        Assert.Equal((ChangeState.Closed, ApprovalState.Spent), (view.Row.State, view.Standing!.State));
        Assert.Equal(["change.requested", "change.credited", "change.submitted", "change.approved", "change.approved", "change.started-refused", "change.started", "change.started-refused", "change.implemented", "change.closed"], await bench.ActsAsync(number));
        Assert.Contains($"{number} is approved", await bench.MailsAsync("Rita"));
    }

    [Fact]
    public async Task An_edit_makes_approvals_void_and_those_who_had_approved_are_told()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.SubmittedAsync();
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number));
        DeliverBench.Done(await bench.Get<EditChange>().RunAsync(bench["Rita"], number, bench.Plan with { Steps = [new("Deploy all at once", "")] }, 1, "Faster", Stopping));
        Assert.Equal((ChangeState.Draft, ApprovalState.Void), ((await bench.ViewAsync(number)).Row.State, await bench.StandingAsync(number)));
        Assert.Contains($"{number} was edited: your approval is void", await bench.MailsAsync("Ann"));
        Assert.Equal("approval.round-over", (await bench.ApproveAsync(bench["Bob"], number)).Refusal?.Code);
    }

    [Fact]
    public async Task Whoever_asked_wrote_or_edited_cannot_approve_with_whatever_account_and_the_attempt_is_audited()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var rita = bench["Rita"].Actor.Person!.Value;
        var second = await bench.AccountAsync(rita, "Rita", $"second-{rita.Value:N}@example.org", Duty.ReleaseManager);
        var number = await bench.SubmittedAsync();
        foreach (var (by, code) in new[] { (second, "duties.requester"), (bench["Walt"], "duties.author"), (bench["Mia"], "duties.not-in-group") })
            Assert.Equal(code, (await bench.ApproveAsync(by, number)).Refusal?.Code);
        Assert.Equal(3, (await bench.ActsAsync(number)).Count(act => act == "change.approved-refused"));
    }

    [Fact]
    public async Task Whoever_approved_cannot_begin_it_nor_can_a_key_that_such_a_person_answers_for()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.ApprovedAsync();
        Assert.Equal("duties.executor-approved", (await bench.StartChangeAsync(bench["Ann"], number)).Refusal?.Code);
        var key = new ActingSession(new Actor(null, "CI", "ops_ci", Permissions.All, "") { Owner = bench["Bob"].Actor.Person }, bench["Bob"].Actor.Person, false, null);
        Assert.Equal("duties.executor-approved", (await bench.StartChangeAsync(key, number)).Refusal?.Code);
        DeliverBench.Done(await bench.StartChangeAsync(bench["Olga"], number));
    }

    [Fact]
    public async Task A_machine_and_a_step_up_that_is_used_stale_or_of_another_approve_nothing()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.SubmittedAsync();
        var key = new ActingSession(new Actor(null, "CI", "ops_ci", Permissions.All, "") { Owner = bench["Ann"].Actor.Person }, bench["Ann"].Actor.Person, false, null);
        Assert.Equal("duties.machine", (await bench.ApproveAsync(key, number, Guid.Empty)).Refusal?.Code);
        Assert.Equal("duties.not-interactive", (await bench.ApproveAsync(bench["Ann"] with { IsInteractive = false }, number)).Refusal?.Code);
        Assert.Equal("duties.step-up-needed", (await bench.ApproveAsync(bench["Ann"], number, await bench.StepUpAsync(bench["Bob"]))).Refusal?.Code);
        var stepUp = await bench.StepUpAsync(bench["Ann"]);
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("duties.step-up-needed", (await bench.ApproveAsync(bench["Ann"], number, stepUp)).Refusal?.Code);
        var fresh = await bench.StepUpAsync(bench["Ann"]);
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number, fresh));
        Assert.Equal("duties.step-up-needed", (await bench.ApproveAsync(bench["Ann"], await bench.SubmittedAsync(), fresh)).Refusal?.Code);
    }

    [Fact]
    public async Task Of_many_approvals_of_one_person_at_the_same_instant_one_counts_and_two_persons_at_once_both_do()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        for (var round = 0; round < 5; round++)
        {
            var number = await bench.SubmittedAsync();
            var stepUps = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bench.StepUpAsync(bench["Ann"])));
            var outcomes = await Task.WhenAll([.. stepUps.Select(stepUp => Task.Run(() => bench.ApproveAsync(bench["Ann"], number, stepUp))), Task.Run(() => bench.ApproveAsync(bench["Bob"], number))]);
            Assert.Equal(2, outcomes.Count(outcome => outcome.Refusal is null));
            Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Contains(outcome.Refusal!.Code, (string[])["approval.already-decided", "approval.not-needed"]));
            var view = await bench.ViewAsync(number);
            Assert.Equal((ChangeState.Approved, 2), (view.Row.State, view.Round!.Decisions.Count));
        }
    }

    [Fact]
    public async Task Of_many_who_begin_it_at_the_same_instant_one_does()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.ApprovedAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(place => Task.Run(() => bench.StartChangeAsync(bench[place % 2 == 0 ? "Olga" : "Otto"], number))));
        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.Single((await bench.ViewAsync(number)).Round!.Decisions, decision => decision.Kind == DecisionKind.Spend);
    }

    [Fact]
    public async Task An_approver_who_can_no_longer_sign_in_when_it_begins_makes_the_approvals_void()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.ApprovedAsync();
        await using (var db = bench.Open())
        {
            var ann = bench["Ann"].Actor.Person!.Value;
            await db.Users.Where(account => account.PersonId == ann).ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, bench.Clock.GetUtcNow()), Stopping);
        }

        Assert.Equal("duties.inactive", (await bench.StartChangeAsync(bench["Olga"], number)).Refusal?.Code);
        Assert.Equal((ChangeState.Draft, ApprovalState.Void), ((await bench.ViewAsync(number)).Row.State, await bench.StandingAsync(number)));
    }

    [Fact]
    public async Task Time_only_ever_ends_an_asking_and_those_who_wait_are_reminded_once()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.SubmittedAsync();
        bench.Clock.Advance(TimeSpan.FromDays(4));
        await bench.FollowAsync();
        await bench.FollowAsync();
        Assert.Single(await bench.MailsAsync("Bob"), subject => subject == $"{number} still waits for your approval");
        bench.Clock.Advance(TimeSpan.FromDays(4));
        await bench.FollowAsync();
        Assert.Equal((ChangeState.Draft, ApprovalState.Expired), ((await bench.ViewAsync(number)).Row.State, await bench.StandingAsync(number)));
        Assert.Contains($"{number} was not approved in time", await bench.MailsAsync("Rita"));
    }

    [Fact]
    public async Task The_database_itself_refuses_what_gets_past_the_rules()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.SubmittedAsync();
        var round = (await bench.ViewAsync(number)).Round!;
        Assert.Equal("duties.took-part", await InsertAsync(bench, round, bench["Rita"].Party, 1));
        Assert.Equal("duties.took-part", await InsertAsync(bench, round, bench["Walt"].Party, 1));
        Assert.Equal("duties.machine", await InsertAsync(bench, round, new Party(null, "ops_ci", "CI", bench["Ann"].Actor.Person), 1));
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number));
        Assert.Equal("approval.already-decided", await InsertAsync(bench, round, bench["Ann"].Party, 2));
        Assert.Null(await InsertAsync(bench, round, bench["Bob"].Party, 2));
        Assert.Equal("duties.executor-approved", await InsertAsync(bench, round, bench["Ann"].Party, 3, DecisionKind.Spend));
        await using var db = bench.Open();
        foreach (var sql in new[] { "DELETE FROM approval_decisions", "UPDATE approval_decisions SET \"Text\" = 'x'", "UPDATE approval_rounds SET \"Asked\" = '[]'", "DELETE FROM approval_rounds", "UPDATE change_revisions SET \"Note\" = 'x'" })
        {
            var table = sql.Replace(" approval", $" {Schema}approval", StringComparison.Ordinal).Replace(" change_", $" {Schema}change_", StringComparison.Ordinal);
            var error = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Database.ExecuteSqlRawAsync(table, Stopping));
            Assert.Contains("opsportal-rule duties.kept", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>What stands before a table's name in plain SQL.</summary>
    protected virtual string Schema => "";

    private static async Task<string?> InsertAsync(DeliverBench bench, ApprovalRound round, Party by, int place, DecisionKind kind = DecisionKind.Approve)
    {
        await using var db = bench.Open();
        db.Add(new Decision { Subject = round.Subject, Round = round.Number, Place = place, Kind = kind, By = by, At = bench.Clock.GetUtcNow(), ContentHash = round.ContentHash, Policy = round.Policy });
        try
        {
            await db.SaveChangesAsync(Stopping);
            return null;
        }
        catch (DbUpdateException error)
        {
            return DatabaseRefusals.Read(error)?.Code ?? error.InnerException?.Message;
        }
    }
}

public sealed class ApprovalsKeepDutiesApartOnSqlite(SqliteDatabase database) : ApprovalsKeepDutiesApart(database), IClassFixture<SqliteDatabase>;

public sealed class ApprovalsKeepDutiesApartOnPostgres(PostgresDatabase database) : ApprovalsKeepDutiesApart(database), IClassFixture<PostgresDatabase>
{
    protected override string Schema => "opsportal.";
}

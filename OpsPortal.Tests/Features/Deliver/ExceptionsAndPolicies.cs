using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Acts;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Features.Deliver.Duties.Acts;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Tests.Support;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Tests.Features.Deliver;

/// <summary>What goes without approvals takes two persons and a review; whoever changes a policy needs those whom it binds.</summary>
public abstract class ExceptionsAndPolicies(TestDatabase database)
{
    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task An_emergency_goes_without_approvals_by_two_persons_and_is_reviewed_by_a_third()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var plan = bench.Plan with { Kind = Kind.Emergency, Window = new(bench.Clock.GetUtcNow(), bench.Clock.GetUtcNow().AddHours(1), "UTC") };
        var (number, glass) = (await bench.SubmittedAsync(plan), bench.Get<BreakTheGlass>());
        DeliverBench.Done(await glass.DeclareAsync(bench["Olga"], await bench.StepUpAsync(bench["Olga"]), number, "Checkout is down", Stopping));
        Assert.Contains($"{number} is to go without your approval", await bench.MailsAsync("Ann"));
        Assert.Equal("break-glass.not-confirmed", (await bench.StartChangeAsync(bench["Olga"], number)).Refusal?.Code);
        Assert.Equal("break-glass.same-person", (await glass.ConfirmAsync(bench["Olga"], await bench.StepUpAsync(bench["Olga"]), number, Stopping)).Refusal?.Code);
        Assert.Equal("duties.step-up-needed", (await glass.ConfirmAsync(bench["Otto"], null, number, Stopping)).Refusal?.Code);
        DeliverBench.Done(await glass.ConfirmAsync(bench["Otto"], await bench.StepUpAsync(bench["Otto"]), number, Stopping));
        Assert.Equal("break-glass.confirmer-executes", (await bench.StartChangeAsync(bench["Otto"], number)).Refusal?.Code);
        DeliverBench.Done(await bench.StartChangeAsync(bench["Olga"], number));
        Assert.True((await bench.ViewAsync(number)).Row.BrokeGlass);
        Assert.Equal("break-glass.own-review", (await glass.ReviewAsync(bench["Olga"], await bench.StepUpAsync(bench["Olga"]), number, "Fine", Stopping)).Refusal?.Code);
        DeliverBench.Done(await glass.ReviewAsync(bench["Mia"], await bench.StepUpAsync(bench["Mia"]), number, "It was right", Stopping));
        Assert.Equal("It was right", (await bench.ViewAsync(number)).BreakGlasses[0].Findings);
    }

    [Fact]
    public async Task A_question_holds_everything_until_it_is_answered_and_a_no_ends_it()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var (number, decide) = (await bench.SubmittedAsync(), bench.Get<DecideOnChange>());
        DeliverBench.Done(await decide.AskBackAsync(bench["Bob"], number, "Is the migration reversible?", Stopping));
        Assert.Contains($"{number} has a question for you", await bench.MailsAsync("Rita"));
        Assert.Equal(ApprovalState.AskedBack, await bench.StandingAsync(number));
        Assert.Equal("approval.only-requester", (await decide.AnswerAsync(bench["Ann"], number, "Yes", Stopping)).Refusal?.Code);
        DeliverBench.Done(await decide.AnswerAsync(bench["Rita"], number, "Yes", Stopping));
        DeliverBench.Done(await decide.RejectAsync(bench["Bob"], await bench.StepUpAsync(bench["Bob"]), number, (await bench.ViewAsync(number)).Round!.ContentHash, "Too late in the day", Stopping));
        Assert.Equal(ChangeState.Rejected, (await bench.ViewAsync(number)).Row.State);
        Assert.Contains($"{number} was rejected", await bench.MailsAsync("Rita"));
    }

    [Fact]
    public async Task A_stand_in_approves_in_the_place_of_another_and_both_count_once()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var (number, now) = (await bench.SubmittedAsync(), bench.Clock.GetUtcNow());
        DeliverBench.Done(await bench.Get<Delegations>().GiveAsync(bench["Ann"], await bench.StepUpAsync(bench["Ann"]), bench["Mia"].Actor.Person!.Value, now, now.AddDays(3), "Holiday", Stopping));
        Assert.Contains(await bench.Get<Inbox>().OfAsync(bench["Mia"].Actor.Person!.Value, Stopping), row => row.Subject == number.ToString() && row.InPlaceOf == "Ann");
        var view = await bench.ViewAsync(number);
        var yes = new Yes(view.Round!.ContentHash, view.Case.Subject!.SheetHash, "For Ann", bench["Ann"].Actor.Person);
        DeliverBench.Done(await bench.Get<DecideOnChange>().ApproveAsync(bench["Mia"], await bench.StepUpAsync(bench["Mia"]), number, yes, Stopping));
        Assert.Equal("approval.already-decided", (await bench.ApproveAsync(bench["Ann"], number)).Refusal?.Code);
    }

    [Fact]
    public async Task A_policy_changes_only_when_those_approve_it_who_approved_what_it_touches()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var (desk, queries) = (bench.Get<PolicyDesk>(), bench.Get<PolicyQueries>());
        var weaker = (await queries.AllAsync(Stopping)).First(policy => policy.Policy.Number.Value == 2).Policy.Terms with { Stages = [new("One", [new(ApproverGroup.With(Duty.ReleaseManager), 1)])] };
        Assert.Equal(Refusals.ForbiddenCode, (await desk.ProposeAsync(bench["Olga"], new(2), weaker, Stopping)).Refusal?.Code);
        Assert.Equal("policy.no-approver", (await desk.ProposeAsync(bench["Bob"], new(2), weaker with { Stages = [] }, Stopping)).Refusal?.Code);
        Assert.Equal("policy.unsatisfiable", (await desk.ProposeAsync(bench["Bob"], new(2), weaker with { Stages = [new("One", [new(ApproverGroup.With(Duty.Auditor), 1)])] }, Stopping)).Refusal?.Code);
        var second = await bench.PersonAsync("Cora", Duty.ChangeManager);
        var reference = DeliverBench.Done(await desk.ProposeAsync(second, new(2), weaker, Stopping));
        Assert.Equal("policy.proposed-already", (await desk.ProposeAsync(bench["Bob"], new(2), weaker with { Name = "Other" }, Stopping)).Refusal?.Code);
        var proposal = Assert.Single(await queries.ProposalsAsync(Stopping));
        var yes = new Yes(proposal.Round.ContentHash, proposal.Subject.SheetHash, "Agreed");
        Assert.Equal("duties.requester", (await desk.ApproveAsync(second, await bench.StepUpAsync(second), reference, yes, Stopping)).Refusal?.Code);
        DeliverBench.Done(await desk.ApproveAsync(bench["Ann"], await bench.StepUpAsync(bench["Ann"]), reference, yes, Stopping));
        Assert.Equal(1, (await queries.AllAsync(Stopping)).First(policy => policy.Policy.Number.Value == 2).Policy.Revision);
        var number = await bench.SubmittedAsync();
        DeliverBench.Done(await desk.ApproveAsync(bench["Bob"], await bench.StepUpAsync(bench["Bob"]), reference, yes, Stopping));
        var now = (await queries.AllAsync(Stopping)).First(policy => policy.Policy.Number.Value == 2).Policy;
        Assert.Equal((2, 1), (now.Revision, now.Terms.Persons));
        Assert.Empty(await queries.ProposalsAsync(Stopping));
        Assert.NotNull((await queries.SimulateAsync(number, weaker, Stopping)).Refusal is null ? "answered" : null);
    }

    [Fact]
    public async Task A_proposal_that_nobody_decides_in_time_is_dropped_and_another_can_be_made()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var desk = bench.Get<PolicyDesk>();
        var terms = (await bench.Get<PolicyQueries>().AllAsync(Stopping)).First(policy => policy.Policy.Number.Value == 1).Policy.Terms;
        DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], new(1), terms with { Name = "First" }, Stopping));
        Assert.Equal("policy.proposed-already", (await desk.ProposeAsync(bench["Bob"], new(1), terms with { Name = "Second" }, Stopping)).Refusal?.Code);
        bench.Clock.Advance(TimeSpan.FromDays(8));
        await bench.FollowAsync();
        var second = DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], new(1), terms with { Name = "Second" }, Stopping));
        DeliverBench.Done(await desk.WithdrawAsync(bench["Bob"], second, "Not needed", Stopping));
        Assert.DoesNotContain(await bench.Get<PolicyQueries>().ProposalsAsync(Stopping), proposal => proposal.Proposal.Number.Value == 1);
    }

    [Fact]
    public async Task An_answer_raises_the_risk_and_the_list_finds_changes_by_words_state_and_service()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var number = await bench.RequestedAsync();
        var before = (await bench.ViewAsync(number)).Case.Risk.Total;
        DeliverBench.Done(await bench.Get<AnswerRisk>().RunAsync(bench["Rita"], number, [new("cannot-go-back", true, "")], Stopping));
        Assert.Equal(before + 4, (await bench.ViewAsync(number)).Case.Risk.Total);
        var queries = bench.Get<IChangeQueries>();
        foreach (var filter in new ChangeFilter[] { new() { Text = "checkout 2.1.0" }, new() { States = [ChangeState.Draft] }, new() { Service = "checkout" }, new() { Text = number.ToString() }, new() { Requester = bench["Rita"].Actor.Person }, new() { Environment = "production-eu" } })
            Assert.Equal(number, (await queries.PageAsync(filter, null, 1, Stopping)).Items[0].Number);
        foreach (var filter in new ChangeFilter[] { new() { Text = "nothing-like-it" }, new() { Service = "other" }, new() { Requester = bench["Mia"].Actor.Person } }) Assert.Empty((await queries.PageAsync(filter, null, 1, Stopping)).Items);
    }
}

public sealed class ExceptionsAndPoliciesOnSqlite(SqliteDatabase database) : ExceptionsAndPolicies(database), IClassFixture<SqliteDatabase>;

public sealed class ExceptionsAndPoliciesOnPostgres(PostgresDatabase database) : ExceptionsAndPolicies(database), IClassFixture<PostgresDatabase>;

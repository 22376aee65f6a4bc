using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Approvals.Queries;
using OpsPortal.Features.Deliver.Changes.Acts;
using OpsPortal.Features.Deliver.Policies;
using OpsPortal.Features.Deliver.Templates;
using OpsPortal.Features.Estate.Keeping;
using OpsPortal.Tests.Support;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Tests.Features.Deliver.Templates;

/// <summary>From a template that others approve to the standard changes that follow it, and to its end.</summary>
public abstract class FollowingATemplate(TestDatabase database)
{
    private static CancellationToken Stopping => DeliverBench.Stopping;

    [Fact]
    public async Task A_template_is_approved_as_a_change_of_the_same_would_be_and_then_changes_follow_it()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var (desk, cora) = (bench.Get<TemplateDesk>(), await bench.PersonAsync("Cora", Duty.ChangeManager));
        Assert.Equal(Refusals.ForbiddenCode, (await desk.ProposeAsync(bench["Olga"], "deploy-checkout", Terms(bench), Stopping)).Refusal?.Code);
        var template = DeliverBench.Done(await desk.ProposeAsync(cora, "deploy-checkout", Terms(bench), Stopping));
        Assert.Contains("deploy-checkout revision 1: your approval is asked for", await bench.MailsAsync("Ann"));
        Assert.Contains(await bench.Get<Inbox>().OfAsync(bench["Ann"].Actor.Person!.Value, Stopping), row => row is { Subject: "deploy-checkout revision 1", Title: "A template of standard changes", Needed: 2 });
        Assert.Equal("duties.requester", (await ApproveAsync(bench, cora, template)).Refusal?.Code);
        Assert.Equal("duties.step-up-needed", (await desk.ApproveAsync(bench["Ann"], null, template, await YesAsync(bench, template), Stopping)).Refusal?.Code);
        DeliverBench.Done(await ApproveAsync(bench, bench["Ann"], template));
        Assert.Equal("change.template-not-approved", (await SubmitAsync(bench, bench["Rita"], Following(bench, template))).Refusal?.Code);
        DeliverBench.Done(await ApproveAsync(bench, bench["Bob"], template));
        Assert.Equal(["template.proposed", "template.approved-refused", "template.approved-refused", "template.approved", "template.adopted"], await bench.ActsAsync("deploy-checkout revision 1"));
        var view = Assert.Single(await bench.Get<TemplateQueries>().AllAsync(Stopping), one => one.Template.Key == "deploy-checkout");
        Assert.Equal((TemplateState.InForce, "Ann, Bob", bench.Clock.GetUtcNow().AddDays(365)), (view.State, string.Join(", ", view.ApprovedBy), view.Template.ValidUntil));

        Assert.Equal("change.not-as-template", (await SubmitAsync(bench, bench["Rita"], Following(bench, template) with { Steps = [new("Deploy all at once", "")] })).Refusal?.Code);
        var number = DeliverBench.Done(await SubmitAsync(bench, bench["Rita"], Following(bench, template))).Number;
        foreach (var name in new[] { "Ann", "Bob" }) DeliverBench.Done(await bench.ApproveAsync(bench[name], number));
        Assert.Equal((ChangeState.Approved, Kind.Standard), ((await bench.ViewAsync(number)).Row.State, (await bench.ViewAsync(number)).Row.Kind));
        bench.Clock.Advance(TimeSpan.FromHours(3));
        DeliverBench.Done(await bench.StartChangeAsync(bench["Olga"], number));
    }

    [Fact]
    public async Task Where_a_policy_for_standard_changes_of_low_risk_says_so_whoever_asks_is_among_those_who_approve()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        await LowAsync(bench, "cache");
        await bench.PersonAsync("Zoe", Duty.ReleaseManager);
        await using (var db = bench.Open())
        {
            var terms = new PolicyTerms { Name = "Low standard changes", Scope = PolicyScope.Everything with { Kinds = [Kind.Standard], Risks = [RiskLevel.Low] }, Stages = [new("Release", [new(ApproverGroup.With(Duty.ReleaseManager), 1)])], RequesterMayApprove = true };
            db.Add(new StoredPolicy { Number = new(30), Revision = 1, Terms = terms, ProposedBy = Party.Portal, AdoptedAt = bench.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Stopping);
        }

        var template = await InForceAsync(bench, "restart-cache", Terms(bench) with { Components = ["cache/redis"], Environments = ["cache-lab"] });
        await CarriedOutAsync(bench, Cache(Kind.Normal));
        var plan = Cache(Kind.Standard);
        var number = DeliverBench.Done(await SubmitAsync(bench, bench["Ann"], plan)).Number;
        var view = await bench.ViewAsync(number);
        Assert.Equal((RiskLevel.Low, "Low standard changes"), (view.Row.Risk, view.Round!.Terms.Name));
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number));
        Assert.Equal(ChangeState.Approved, (await bench.ViewAsync(number)).Row.State);
        var normal = DeliverBench.Done(await SubmitAsync(bench, bench["Ann"], Cache(Kind.Normal)));
        Assert.Equal("duties.requester", (await bench.ApproveAsync(bench["Ann"], normal.Number)).Refusal?.Code);

        ChangePlan Cache(Kind kind) => bench.Plan with
        {
            Kind = kind,
            Template = kind == Kind.Standard ? template : null,
            Components = [new(new("cache"), "redis", "7.2", "", "")],
            Environment = "cache-lab",
            Evidence = kind == Kind.Standard ? [] : bench.Plan.Evidence,
        };
    }

    [Fact]
    public async Task What_is_rejected_withdrawn_or_out_of_time_is_dropped_and_the_next_can_be_proposed()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var desk = bench.Get<TemplateDesk>();
        await bench.PersonAsync("Cora", Duty.ChangeManager);
        var first = DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], "dropped", Terms(bench), Stopping));
        Assert.Equal("template.proposed-already", (await desk.ProposeAsync(bench["Bob"], "dropped", Terms(bench), Stopping)).Refusal?.Code);
        DeliverBench.Done(await desk.RejectAsync(bench["Ann"], await bench.StepUpAsync(bench["Ann"]), first, (await YesAsync(bench, first)).ContentHash, "Too wide", Stopping));
        Assert.Contains("dropped revision 1 was rejected", await bench.MailsAsync("Bob"));
        var second = DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], "dropped", Terms(bench), Stopping));
        Assert.Equal("approval.only-requester", (await desk.WithdrawAsync(bench["Ann"], second, "No", Stopping)).Refusal?.Code);
        DeliverBench.Done(await desk.WithdrawAsync(bench["Bob"], second, "Not needed", Stopping));
        DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], "dropped", Terms(bench), Stopping));
        bench.Clock.Advance(TimeSpan.FromDays(8));
        await bench.FollowAsync();
        Assert.DoesNotContain(await bench.Get<TemplateQueries>().ProposalsAsync(Stopping), one => one.Template.Key == "dropped");
        var shown = Assert.Single(await bench.Get<TemplateQueries>().AllAsync(Stopping), one => one.Template.Key == "dropped");
        Assert.Equal((3, TemplateState.Dropped, "Too few approved in time."), (shown.Template.Revision, shown.State, shown.Template.EndedWhy));
        Assert.Equal(4, DeliverBench.Done(await desk.ProposeAsync(bench["Bob"], "dropped", Terms(bench), Stopping)).Revision);
    }

    [Fact]
    public async Task Another_revision_takes_its_place_and_whoever_may_ends_it_at_once()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var first = await InForceAsync(bench, "ended", Terms(bench));
        var second = await InForceAsync(bench, "ended", Terms(bench) with { Parameters = ["replicas", "wave"] });
        Assert.Equal("change.template-not-approved", (await SubmitAsync(bench, bench["Rita"], Following(bench, first))).Refusal?.Code);
        var number = await bench.RequestedAsync(Following(bench, second));
        Assert.Equal(Refusals.ForbiddenCode, (await bench.Get<TemplateDesk>().GiveUpAsync(bench["Rita"], "ended", "No", Stopping)).Refusal?.Code);
        DeliverBench.Done(await bench.Get<TemplateDesk>().GiveUpAsync(bench["Bob"], "ended", "It broke something", Stopping));
        Assert.Equal("change.template-not-approved", (await bench.Get<SubmitChange>().RunAsync(bench["Rita"], number, Stopping)).Refusal?.Code);
        Assert.Equal("template.not-in-force", (await bench.Get<TemplateDesk>().GiveUpAsync(bench["Bob"], "ended", "Again", Stopping)).Refusal?.Code);
        Assert.Equal("template.given-up", (await bench.ActsAsync("ended revision 2"))[^1]);
        Assert.Equal("Revision 2 took its place.", (await bench.Get<TemplateQueries>().FindAsync(first, Stopping))!.EndedWhy);
    }

    [Fact]
    public async Task After_a_year_it_is_over_and_the_same_can_be_proposed_again()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var template = await InForceAsync(bench, "yearly", Terms(bench));
        bench.Clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal("change.template-not-approved", (await SubmitAsync(bench, bench["Rita"], Following(bench, template))).Refusal?.Code);
        Assert.DoesNotContain(await bench.Get<TemplateQueries>().InForceAsync(Stopping), one => one.Key == "yearly");
        Assert.Equal(TemplateState.Expired, Assert.Single(await bench.Get<TemplateQueries>().AllAsync(Stopping), one => one.Template.Key == "yearly").State);
        await InForceAsync(bench, "yearly", Terms(bench));
        Assert.Contains(await bench.Get<TemplateQueries>().InForceAsync(Stopping), one => one is { Key: "yearly", Revision: 2 });
    }

    [Fact]
    public async Task Of_many_who_propose_or_decide_at_the_same_instant_the_others_are_told_in_words()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        var desk = bench.Get<TemplateDesk>();
        await bench.PersonAsync("Cora", Duty.ChangeManager);
        var proposed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => desk.ProposeAsync(bench["Bob"], "raced", Terms(bench), Stopping))));
        var template = DeliverBench.Done(Assert.Single(proposed, outcome => outcome.Refusal is null));
        Assert.All(proposed.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal("template.proposed-already", outcome.Refusal?.Code));
        var yes = await YesAsync(bench, template);
        var stepUps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.StepUpAsync(bench["Ann"])));
        var decided = await Task.WhenAll(stepUps.Select(stepUp => Task.Run(() => desk.ApproveAsync(bench["Ann"], stepUp, template, yes, Stopping))));
        Assert.Single(decided, outcome => outcome.Refusal is null);
        Assert.All(decided.Where(outcome => outcome.Refusal is not null), outcome => Assert.Contains(outcome.Refusal!.Code, (string[])["approval.decided-meanwhile", "approval.already-decided", "approval.not-needed"]));
    }

    [Fact]
    public async Task Once_another_policy_decides_on_it_what_was_asked_under_the_first_is_approved_no_more()
    {
        await using var bench = await DeliverBench.StartAsync(database);
        await LowAsync(bench, "other");
        var template = DeliverBench.Done(await bench.Get<TemplateDesk>().ProposeAsync(bench["Bob"], "moved", Terms(bench) with { Components = ["other/redis"], Environments = ["other-lab"] }, Stopping));
        await using (var db = bench.Open())
        {
            db.Add(new StoredPolicy { Number = new(40), Revision = 1, Terms = new() { Name = "Two", Scope = PolicyScope.Everything with { Environments = ["other-lab"] }, Stages = [new("Both", [new(ApproverGroup.With(Duty.ReleaseManager), 3)])] }, ProposedBy = Party.Portal, AdoptedAt = bench.Clock.GetUtcNow() });
            await db.SaveChangesAsync(Stopping);
        }

        Assert.Equal("approval.policy-changed", (await ApproveAsync(bench, bench["Ann"], template)).Refusal?.Code);
        DeliverBench.Done(await bench.Get<TemplateDesk>().WithdrawAsync(bench["Bob"], template, "Propose it again", Stopping));
    }

    private static TemplateTerms Terms(DeliverBench bench) =>
        new("Deploy checkout", ["checkout/api"], ["production-eu"], bench.Plan.Steps, ["replicas"], bench.Plan.Backout) { Reason = "A new version", Impact = "None" };

    private static ChangePlan Following(DeliverBench bench, TemplateReference template) => bench.Plan with { Kind = Kind.Standard, Template = template, Evidence = [], Parameters = [new("replicas", "4")] };

    /// <summary>Proposed by a change manager and approved by Ann and Bob, or as many of them as have to.</summary>
    private static async Task<TemplateReference> InForceAsync(DeliverBench bench, string key, TemplateTerms terms)
    {
        var template = DeliverBench.Done(await bench.Get<TemplateDesk>().ProposeAsync(await bench.PersonAsync("Cora", Duty.ChangeManager), key, terms, Stopping));
        foreach (var name in new[] { "Ann", "Bob" })
        {
            if ((await bench.Get<TemplateQueries>().ProposalsAsync(Stopping)).Any(one => one.Template.Key == key)) DeliverBench.Done(await ApproveAsync(bench, bench[name], template));
        }

        return template;
    }

    private static async Task<Yes> YesAsync(DeliverBench bench, TemplateReference template)
    {
        var proposal = Assert.Single(await bench.Get<TemplateQueries>().ProposalsAsync(Stopping), one => one.Template.Key == template.Key && one.Template.Revision == template.Revision);
        return new(proposal.Round.ContentHash, proposal.Subject.SheetHash, "Looked at it");
    }

    private static async Task<Outcome<TemplateReference>> ApproveAsync(DeliverBench bench, ActingSession by, TemplateReference template) =>
        await bench.Get<TemplateDesk>().ApproveAsync(by, await bench.StepUpAsync(by), template, await YesAsync(bench, template), Stopping);

    private static async Task<Outcome<Change>> SubmitAsync(DeliverBench bench, ActingSession by, ChangePlan plan)
    {
        var change = DeliverBench.Done(await bench.Get<RequestChange>().RunAsync(by, plan, Stopping));
        DeliverBench.Done(await bench.Get<CreditAuthors>().RunAsync(by, change.Number, [.. plan.Components.Select(component => ("Walt", bench["Walt"].Actor.Account, component.Source))], Stopping));
        return await bench.Get<SubmitChange>().RunAsync(by, change.Number, Stopping);
    }

    /// <summary>A change like it went well before.</summary>
    private static async Task CarriedOutAsync(DeliverBench bench, ChangePlan plan)
    {
        var number = DeliverBench.Done(await SubmitAsync(bench, bench["Rita"], plan)).Number;
        DeliverBench.Done(await bench.ApproveAsync(bench["Ann"], number));
        bench.Clock.Advance(TimeSpan.FromHours(3));
        DeliverBench.Done(await bench.StartChangeAsync(bench["Olga"], number));
        DeliverBench.Done(await bench.Get<FinishChange>().RunAsync(bench["Olga"], number, "Went well", Stopping));
        bench.Clock.Advance(TimeSpan.FromDays(1));
    }

    /// <summary>A service that hardly matters, in an environment of its own that hardly matters.</summary>
    private static async Task LowAsync(DeliverBench bench, string key)
    {
        await using var db = bench.Open();
        db.Add(Service.From(new() { Key = new(key), Name = key, Criticality = Criticality.Low, Environments = [new($"{key}-lab", Tier.Development)] }, bench.Clock.GetUtcNow()));
        await db.SaveChangesAsync(Stopping);
        await bench.Get<Catalogue>().RefreshAsync(Stopping);
    }
}

public sealed class FollowingATemplateOnSqlite(SqliteDatabase database) : FollowingATemplate(database), IClassFixture<SqliteDatabase>;

public sealed class FollowingATemplateOnPostgres(PostgresDatabase database) : FollowingATemplate(database), IClassFixture<PostgresDatabase>;

using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>Every known way to make an approval say more than somebody meant, and the rule that closes it.</summary>
public sealed class KeepingApprovalsHonest
{
    private static readonly PolicyTerms OneOfRelease = new() { Name = "One release manager", Stages = [new("Release", [new(Release, 1)])] };

    [Fact]
    public void An_approval_serves_neither_another_environment_nor_another_version_nor_a_second_time()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.Intent = scene.Intent with { Environment = "production-us" };
        Assert.Equal("duties.other-environment", scene.Start("Olga")?.Code);
        scene.Intent = new("production-eu", [Scene.Api with { Digest = Scene.Digest.Replace('0', '1') }]);
        Assert.Equal("duties.other-version", scene.Start("Olga")?.Code);
        scene.Intent = new("production-eu", [Scene.Api, Scene.Api with { Component = "worker" }]);
        Assert.Equal("duties.other-version", scene.Start("Olga")?.Code);
        scene.Intent = new("production-eu", [Scene.Api]);
        Assert.Null(scene.Start("Olga"));
        Assert.Equal("duties.cannot-start", scene.Start("Olga")?.Code);
        Assert.Equal("approval.already-used", ApprovalsHold.Check(scene.Subject, scene.Round, scene.House.Who, Scene.InWindow)?.Code);
    }

    [Fact]
    public void An_approval_does_not_serve_another_change_with_the_same_content()
    {
        var approved = new Scene().Approved("Ann", "Bob");
        var other = Scene.Done(Change.Request(new(13), Scene.Plan, approved.House.Party("Rita"), Noon));
        Assert.NotEqual(approved.Round.ContentHash, other.ContentHashUnder(approved.Policy.Reference));
        Assert.Equal("change.content-differs", other.Submit(approved.Round, approved.Risk, null, Party.Portal, Noon).Refusal?.Code);
        Assert.Equal("approval.other-subject", ApprovalsHold.Check(ApprovalSubject.Of(other, approved.Policy, ""), approved.Round, approved.House.Who, Scene.InWindow)?.Code);
    }

    [Fact]
    public void One_person_in_two_groups_counts_once()
    {
        var scene = new Scene(new() { Name = "Both", Stages = [new("Both", [new(Release, 1), new(ChangeBoard, 1)])] });
        scene.House.Join("Ann", ChangeBoard, Noon.AddDays(-30));
        Assert.Null(scene.Submitted().Approve("Ann"));
        Assert.Equal("approval.already-decided", scene.Approve("Ann")?.Code);
        Assert.Equal("approval.missing", scene.Start("Olga")?.Code);
        Assert.Null(scene.Approve("Bob"));
        Assert.Null(scene.Start("Olga"));
    }

    [Fact]
    public void One_person_in_two_groups_does_not_make_two_people_of_a_policy() =>
        Assert.Equal("policy.unsatisfiable", Satisfiability.Check(new() { Name = "Both", Stages = [new("Both", [new(Release, 3), new(ChangeBoard, 1)])] }, Joined(new Scene(), "Ann", ChangeBoard).House.Who)?.Code);

    [Fact]
    public void A_policy_that_asks_nobody_is_refused_and_lets_nobody_through()
    {
        foreach (var nobody in new PolicyTerms[] { new() { Name = "Open", Stages = [] }, new() { Name = "Open", Stages = [new("Empty", [])] }, new() { Name = "Open", Stages = [new("None", [new(Release, 0)])] } })
        {
            Assert.NotEmpty(PolicyCheck.Faults(nobody));
            Assert.Equal("policy.no-approver", new Scene(nobody).Submit()?.Code);
        }
    }

    [Fact]
    public void A_policy_is_changed_only_with_the_approval_of_the_policy_before_it()
    {
        var scene = new Scene();
        var book = PolicyBook.Of([scene.Policy], new(1));
        var proposal = Scene.Done(book.Propose(new(1), OneOfRelease, scene.House.Party("Ann"), scene.House.Who, Noon));
        var round = Scene.Done(ApprovalRound.Open(proposal.ToSubject(), 1, proposal.By, scene.House.Who, Noon));
        Assert.Equal("duties.requester", Say("Ann"));
        Assert.Null(Say("Bob"));
        Assert.Equal("approval.missing", book.Adopt(proposal, round, scene.House.Who, Noon.AddHours(1)).Refusal?.Code);
        Assert.Null(Say("Cem"));
        var after = Scene.Done(book.Adopt(proposal, round, scene.House.Who, Noon.AddHours(1)));
        Assert.Equal((2, 1), (after.Policies[0].Revision, after.Policies[0].Terms.Persons));
        Assert.Equal("policy.changed-meanwhile", after.Adopt(proposal, round, scene.House.Who, Noon.AddHours(1)).Refusal?.Code);

        string? Say(string name) => round.Approve(new(round.ContentHash, round.ContentHash, "Yes"), proposal.ToSubject(), scene.House.Session(name, Noon), scene.House.Who, Noon).Refusal?.Code;
    }

    [Fact]
    public void A_state_that_was_set_by_hand_lets_nothing_begin()
    {
        var scene = new Scene().Approved("Ann");
        Scene.Tamper(scene.Change, nameof(Change.State), ChangeState.Approved);
        Assert.Equal("approval.missing", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void Silence_never_approves()
    {
        var scene = new Scene(Scene.TwoOfRelease with { DecideWithin = TimeSpan.FromHours(1) }).Approved("Ann");
        Assert.Equal(ApprovalState.Expired, scene.Round.Standing(Noon.AddHours(1)).State);
        Assert.Equal("approval.round-over", scene.Approve("Bob", Noon.AddHours(1))?.Code);
        Assert.Equal(DecisionKind.Expire, Scene.Done(scene.Round.Expire(Noon.AddHours(1))).Kind);
        Assert.Equal("approval.expired", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void What_is_approved_after_it_began_is_kept_and_counts_for_nothing()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(scene.Start("Olga"));
        Assert.Null(scene.Approve("Cem", Scene.InWindow.AddMinutes(1)));
        Assert.Equal(DecisionKind.Retrospective, scene.Round.Decisions[^1].Kind);
        Assert.Equal(["Ann", "Bob"], scene.Round.Standing(Scene.InWindow.AddMinutes(2)).Approvals.Select(approval => approval.By.Name));
    }

    [Fact]
    public void Nobody_approves_what_he_or_she_was_not_shown_as_it_is()
    {
        var scene = new Scene().Submitted();
        var seen = scene.SheetHash;
        Assert.Equal("approval.not-as-shown", Say(""));
        scene.Clashes.Add("MW-4 works on checkout at that time.");
        Assert.Equal("approval.not-as-shown", Say(seen));
        Assert.Null(Say(scene.SheetHash));
        Assert.Equal(scene.SheetHash, scene.Round.Decisions[^1].Seen);

        string? Say(string sheet) => scene.Round.Approve(new(scene.Round.ContentHash, sheet, "Yes"), scene.Subject, scene.House.Session("Ann", Noon), scene.House.Who, Noon).Refusal?.Code;
    }

    [Fact]
    public void Whoever_approved_does_not_carry_it_out_neither_in_person_nor_by_a_key_nor_by_a_stand_in()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Equal("duties.executor-approved", scene.Start("Ann")?.Code);
        Assert.Equal("duties.executor-approved", scene.Start("Bob", session: scene.House.Key("Bob"))?.Code);
        Assert.Equal("duties.executor-unknown", scene.Start("Bob", session: scene.House.Key("Bob") with { KeyOwner = null })?.Code);
        scene.House.StandIn("Ann", "Adam");
        Assert.Equal("duties.executor-approved", scene.Start("Adam")?.Code);
        Assert.Null(scene.Start("Olga"));
    }

    [Fact]
    public void Whoever_is_planned_to_carry_it_out_does_not_approve_it()
    {
        var scene = new Scene();
        scene.Change.Edit(Scene.Plan with { Executor = new(scene.House["Ann"], "Ann") }, 1, "", scene.House.Party("Rita"), null, Noon.AddMinutes(-1));
        Assert.Equal("duties.executor", scene.Submitted().Approve("Ann")?.Code);
        Assert.Null(scene.Approve("Bob"));
        Assert.Null(scene.Approve("Cem"));
        Assert.Equal("duties.other-executor", scene.Start("Olga")?.Code);
        Assert.Null(scene.Start("Ann"));
    }

    [Fact]
    public void Where_the_policy_asks_for_a_third_person_those_who_took_part_do_not_carry_it_out()
    {
        var scene = new Scene(Scene.TwoOfRelease with { ExecutorSeparate = true }).Approved("Ann", "Bob");
        Assert.Equal("duties.executor-not-separate", scene.Start("Rita")?.Code);
        Assert.Equal("duties.executor-not-separate", scene.Start("Walt")?.Code);
        Assert.Null(scene.Start("Olga"));
        Assert.Null(new Scene().Approved("Ann", "Bob").Start("Rita"));
    }

    [Theory]
    [InlineData(-1, "duties.outside-window")]
    [InlineData(0, null)]
    [InlineData(7199, null)]
    [InlineData(7200, "duties.outside-window")]
    public void The_window_is_kept_by_the_servers_clock_in_whatever_zone_it_is_told(int seconds, string? code)
    {
        var scene = new Scene().Approved("Ann", "Bob");
        var at = Noon.AddHours(2).AddSeconds(seconds);
        Assert.Equal(code, scene.MayStart("Olga", at)?.Code);
        Assert.Equal(code, scene.MayStart("Olga", at.ToOffset(TimeSpan.FromHours(14)))?.Code);
    }

    [Fact]
    public void An_offset_is_no_zone() =>
        Assert.Contains(PlanCheck.Faults(Scene.Plan with { Window = new(Noon, Noon.AddHours(1), "UTC+2") }), fault => fault.Why.Code == "change.invalid-zone");

    private static Scene Joined(Scene scene, string name, ApproverGroup group)
    {
        scene.House.Join(name, group, Noon.AddDays(-30));
        return scene;
    }
}

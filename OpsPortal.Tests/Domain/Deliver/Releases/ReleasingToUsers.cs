using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Tests.Deliver;

namespace OpsPortal.Tests.Domain.Deliver.Releases;

/// <summary>From a plan to users who have it, and back.</summary>
public sealed class ReleasingToUsers
{
    private static readonly DateTimeOffset Noon = Tests.Deliver.House.Noon;

    private static readonly House House = People();

    private static readonly ComponentVersion[] Running = [Scene.Api];

    private static readonly ReleaseDraft Draft = new()
    {
        Title = "Cards of a new kind",
        Contents = [Scene.Api],
        Environment = "production-eu",
        Audience = "Customers in the EU",
        Date = Noon.AddDays(1),
        Notes = "You can pay with new cards.",
        Switch = "new-cards",
    };

    private static Party Rita => House.Party("Rita");

    private static Party Ann => House.Party("Ann");

    [Fact]
    public void It_goes_out_on_its_date_once_everything_is_done_and_somebody_said_go()
    {
        var release = Planned();
        Assert.Equal("release.tasks-open", release.Go("ready", Running, Ann, Noon).Refusal?.Code);
        Assert.Null(release.EndTask(1, "mail of Monday", waived: false, Rita, Noon).Refusal);
        Assert.Equal("release.text-missing", release.EndTask(2, " ", waived: true, Rita, Noon).Refusal?.Code);
        Assert.Null(release.EndTask(2, "nothing to learn", waived: true, Rita, Noon).Refusal);
        Assert.Equal("release.task-done", release.EndTask(2, "again", waived: false, Rita, Noon).Refusal?.Code);
        Assert.Equal("release.not-deployed", release.Go("ready", [], Ann, Noon).Refusal?.Code);
        Assert.Equal("release.not-a-person", release.Go("ready", Running, new(null, "ops_ci", "CI"), Noon).Refusal?.Code);
        Assert.Equal("release.not-from-state", release.Publish(Running, Rita, Noon.AddDays(1)).Refusal?.Code);
        Assert.Null(release.Go("ready", Running, Ann, Noon).Refusal);
        Assert.Equal("release.too-early", release.Publish(Running, Rita, Noon.AddDays(1).AddTicks(-1)).Refusal?.Code);
        Assert.Equal("release.same-person", release.Publish(Running, Ann, Noon.AddDays(1)).Refusal?.Code);
        Assert.Equal("release.same-person", release.Publish(Running, new(null, "ops_ci", "CI", Ann.Person), Noon.AddDays(1)).Refusal?.Code);
        Assert.Equal("release.not-deployed", release.Publish([Scene.Api with { Version = "2.0.4" }], Rita, Noon.AddDays(1)).Refusal?.Code);
        Assert.Null(release.Publish(Running, Party.Portal, Noon.AddDays(1)).Refusal);
        Assert.Equal((ReleaseState.Released, Noon.AddDays(1)), (release.State, release.ReleasedAt));
    }

    [Fact]
    public void What_it_lacks_is_named_before_anybody_decides()
    {
        var release = Scene.Done(Release.Plan(new(1), new() { Title = "Bare", Environment = "production-eu" }, Rita, Noon));
        Assert.Equal("Before anybody decides, give contents, an audience, a date, notes for users.", release.Go("ready", Running, Ann, Noon).Refusal?.Message);
        Assert.Null(release.NoGo("not ready", Ann, Noon).Refusal);
    }

    [Fact]
    public void An_edit_opens_the_decision_again()
    {
        var release = Gone();
        Assert.Null(release.Edit(Draft with { Notes = "More cards." }, Rita, Noon).Refusal);
        Assert.Equal((ReleaseState.Planned, null), (release.State, release.DecidedBy));
        Assert.Null(release.Go("still", Running, Ann, Noon).Refusal);
        Assert.Null(release.AddTask(ReleaseTaskKind.SupportBriefing, "Tell the desk", House["Rita"], "Rita", null, Rita, Noon).Refusal);
        Assert.Equal(ReleaseState.Planned, release.State);
    }

    [Fact]
    public void Withdrawn_it_is_decided_anew()
    {
        var release = Gone();
        Scene.Done(release.Publish(Running, Rita, Noon.AddDays(1)));
        Assert.Equal("release.not-editable", release.Edit(Draft, Rita, Noon.AddDays(1)).Refusal?.Code);
        Assert.Equal("release.text-missing", release.Withdraw("", Rita, Noon.AddDays(2)).Refusal?.Code);
        Assert.Null(release.Withdraw("cards are refused", Rita, Noon.AddDays(2)).Refusal);
        Assert.Null(release.PlanAgain("repaired", Rita, Noon.AddDays(3)).Refusal);
        Assert.Equal("release.not-from-state", release.Publish(Running, Rita, Noon.AddDays(3)).Refusal?.Code);
    }

    [Fact]
    public void Deployed_and_released_are_two_things()
    {
        var release = Gone();
        Assert.Equal(Availability.DeployedNotReleased, Of(release));
        Scene.Done(release.Publish(Running, Rita, Noon.AddDays(1)));
        Assert.Equal(Availability.Released, Of(release));
        Assert.Equal(Availability.ReleasedNotDeployed, AvailabilityOf.Version(Scene.Api, "production-eu", [], [release]));
        Assert.Equal(Availability.DeployedNotReleased, AvailabilityOf.Version(Scene.Api, "staging", Running, [release]));
        Scene.Done(release.Withdraw("cards are refused", Rita, Noon.AddDays(2)));
        Assert.Equal(Availability.Withdrawn, Of(release));
        Assert.Equal(Availability.NotDeployed, AvailabilityOf.Version(Scene.Api, "production-eu", [], []));
    }

    [Fact]
    public void A_task_has_an_owner_and_may_change_hands()
    {
        var release = Planned();
        Assert.Equal("release.no-task", release.GiveTask(9, House["Ann"], "Ann", Rita, Noon).Refusal?.Code);
        Assert.Null(release.GiveTask(1, House["Ann"], "Ann", Rita, Noon).Refusal);
        Assert.Equal((House["Ann"], "Ann"), (release.Tasks[0].Owner, release.Tasks[0].OwnerName));
        Assert.True(release.Tasks[0].IsOverdue(Noon.AddHours(13)));
    }

    [Fact]
    public void A_task_that_is_not_done_after_all_opens_the_decision_again()
    {
        var release = Gone();
        Assert.Equal("release.text-missing", release.ReopenTask(1, " ", Rita, Noon).Refusal?.Code);
        Assert.Equal("release.not-a-person", release.ReopenTask(1, "wrong list", new(null, "ops_ci", "CI"), Noon).Refusal?.Code);
        Assert.Null(release.ReopenTask(1, "wrong list", Rita, Noon).Refusal);
        Assert.Equal((ReleaseState.Planned, true, "", null), (release.State, release.Tasks[0].IsOpen, release.Tasks[0].DoneBy, release.DecidedBy));
        Assert.Equal("release.task-open", release.ReopenTask(1, "again", Rita, Noon).Refusal?.Code);
        Assert.Equal("release.tasks-open", release.Go("ready", Running, Ann, Noon).Refusal?.Code);
    }

    [Fact]
    public void A_comment_may_be_written_whatever_its_state_and_says_something()
    {
        var release = Planned();
        Assert.Null(release.Cancel("not this year", Rita, Noon).Refusal);
        Assert.Equal("release.text-missing", release.Comment(" ", Rita, Noon).Refusal?.Code);
        Assert.Equal("release.invalid-text", release.Comment("a\0b", Rita, Noon).Refusal?.Code);
        Assert.Null(release.Comment(" see the board ", Rita, Noon).Refusal);
        Assert.Equal((ReleaseEntryKind.Noted, "see the board"), (release.NewEntries[^1].Kind, release.NewEntries[^1].Text));
    }

    [Fact]
    public void No_line_of_its_timeline_is_longer_than_can_be_kept()
    {
        var release = Gone();
        Assert.Null(release.ReopenTask(1, new string('x', ReleaseEntry.MaxTextLength), Rita, Noon).Refusal);
        Assert.All(release.NewEntries, entry => Assert.InRange(entry.Text.Length, 0, ReleaseEntry.MaxTextLength));
    }

    [Fact]
    public void A_digest_tells_apart_only_where_both_have_one()
    {
        var release = Planned();
        Assert.Empty(release.NotDeployed([Scene.Api with { Digest = "" }]));
        Assert.Single(release.NotDeployed([Scene.Api with { Digest = "sha256:ffff" }]));
    }

    [Fact]
    public void Drafts_that_cannot_stand_are_refused()
    {
        Assert.Null(Draft.Fault());
        Assert.NotNull((Draft with { Title = " " }).Fault());
        Assert.Equal("release.invalid-contents", (Draft with { Contents = [Scene.Api, Scene.Api with { Version = "3" }] }).Fault()?.Code);
        Assert.Equal("release.invalid-switch", (Draft with { Switch = "New Cards" }).Fault()?.Code);
    }

    [Fact]
    public void Every_arrow_of_the_diagram_is_meant() => Assert.Equal(
        "Planned>Go Planned>NoGo Planned>Cancelled Go>Planned Go>NoGo Go>Released Go>Cancelled NoGo>Planned NoGo>Cancelled Released>Withdrawn Withdrawn>Planned",
        string.Join(' ', from a in Enum.GetValues<ReleaseState>() from b in Enum.GetValues<ReleaseState>() where ReleaseLifecycle.Allows(a, b) select $"{a}>{b}"));

    private static Availability Of(Release release) => AvailabilityOf.Version(Scene.Api, "production-eu", Running, [release]);

    private static Release Planned()
    {
        var release = Scene.Done(Release.Plan(new(3), Draft, Rita, Noon));
        Scene.Done(release.AddTask(ReleaseTaskKind.Communication, "Mail customers", House["Rita"], "Rita", Noon.AddHours(12), Rita, Noon));
        Scene.Done(release.AddTask(ReleaseTaskKind.Training, "Course", House["Rita"], "Rita", null, Rita, Noon));
        return release;
    }

    private static Release Gone()
    {
        var release = Planned();
        Scene.Done(release.EndTask(1, "", waived: false, Rita, Noon));
        Scene.Done(release.EndTask(2, "", waived: false, Rita, Noon));
        return Scene.Done(release.Go("ready", Running, Ann, Noon));
    }

    private static House People()
    {
        var house = new House();
        house.Add("Rita");
        house.Add("Ann");
        return house;
    }
}

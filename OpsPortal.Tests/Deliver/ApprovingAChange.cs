using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>From asking for approval until it is used up: who decides in which order, what ends it, and what it is good for.</summary>
public sealed class ApprovingAChange
{
    private static readonly PolicyTerms BoardAfterRelease = new() { Name = "In order", Ordered = true, Stages = [new("Release", [new(Release, 1)]), new("Board", [new(ChangeBoard, 1)])] };

    [Fact]
    public void It_is_approved_with_the_last_yes_and_not_before()
    {
        var scene = new Scene().Submitted();
        Assert.Equal((ApprovalState.Pending, 2), (Now(scene).State, Now(scene).Missing[0].Persons));
        scene.Approve("Ann");
        Assert.Equal(["Bob", "Cem"], scene.Round.Waiting(Noon.AddMinutes(30)).Select(asked => asked.Name));
        Assert.Equal((ApprovalState.Pending, 1, ChangeState.AwaitingApproval), (Now(scene).State, Now(scene).Missing[0].Persons, scene.Change.State));
        scene.Approve("Bob");
        Assert.Equal((ApprovalState.Approved, ChangeState.Approved, Noon.AddMinutes(10).AddDays(3)), (Now(scene).State, scene.Change.State, Now(scene).ValidUntil));
        Assert.Equal("approval.not-needed", scene.Approve("Cem")?.Code);
        Assert.Empty(scene.Round.Waiting(Noon.AddMinutes(30)));
    }

    [Fact]
    public void One_no_ends_it_and_it_is_edited_before_anybody_is_asked_again()
    {
        var scene = new Scene().Approved("Ann");
        Assert.Equal("approval.text-missing", Reject(scene, "Bob", " "));
        Assert.Equal("duties.not-asked", Reject(scene, "Olga", "No"));
        Assert.Null(Reject(scene, "Bob", "Not on a Monday"));
        scene.Change.Follow(scene.Round, Noon.AddMinutes(20));
        Assert.Equal((ApprovalState.Rejected, "Not on a Monday", ChangeState.Rejected), (Now(scene).State, Now(scene).Why, scene.Change.State));
        Assert.Equal("approval.round-over", scene.Approve("Cem", Noon.AddMinutes(30))?.Code);
        Assert.Equal("change.not-from-state", scene.Submit(Noon.AddMinutes(31))?.Code);
        Assert.Null(scene.Change.Edit(Scene.Plan with { Title = "Checkout 2.1 on Tuesday" }, 1, "", scene.House.Party("Rita"), scene.Round, Noon.AddMinutes(32)).Refusal);
        Assert.Null(scene.Submit(Noon.AddMinutes(33)));
        Assert.Equal((2, 0), (scene.Change.Round, scene.Round.Decisions.Count));
    }

    [Fact]
    public void Stages_in_order_are_asked_one_after_the_other()
    {
        var scene = new Scene(BoardAfterRelease);
        scene.House.Join("Olga", ChangeBoard, Noon.AddDays(-30));
        scene.House.Join("Cem", ChangeBoard, Noon.AddDays(-30));
        scene.Submitted();
        Assert.Equal("approval.not-your-turn", scene.Approve("Olga")?.Code);
        Assert.Null(scene.Approve("Cem"));
        Assert.Equal((1, ChangeBoard), (Now(scene).Turn, Now(scene).Missing[0].Group));
        Assert.Equal("approval.already-decided", scene.Approve("Cem")?.Code);
        Assert.Equal("approval.not-needed", scene.Approve("Ann")?.Code);
        Assert.Null(scene.Approve("Olga"));
        Assert.Equal(ApprovalState.Approved, Now(scene).State);
    }

    [Fact]
    public void Stages_without_an_order_are_asked_at_once()
    {
        var scene = new Scene(BoardAfterRelease with { Ordered = false });
        scene.House.Join("Olga", ChangeBoard, Noon.AddDays(-30));
        Assert.Null(scene.Submitted().Approve("Olga"));
        Assert.Null(scene.Approve("Ann"));
        Assert.Equal(ApprovalState.Approved, Now(scene).State);
    }

    [Fact]
    public void Owners_of_what_is_changed_approve_it_and_owners_of_something_else_do_not()
    {
        var scene = new Scene(new() { Name = "Owner", Stages = [new("Owner", [new(ApproverGroup.Owners, 1)])] });
        scene.House.Join("Olga", ApproverGroup.OwnersOf(new ServiceKey("checkout")), Noon.AddDays(-30));
        scene.House.Join("Adam", ApproverGroup.OwnersOf(new ServiceKey("search")), Noon.AddDays(-30));
        scene.Submitted();
        Assert.Equal("duties.not-in-group", scene.Approve("Adam")?.Code);
        Assert.Null(scene.Approve("Olga"));
    }

    [Fact]
    public void A_question_holds_it_until_it_is_answered_even_when_all_have_approved()
    {
        var scene = new Scene().Approved("Ann");
        Assert.Equal("duties.not-asked", scene.Round.AskBack("Why?", scene.House.Session("Olga", Noon.AddMinutes(11)), scene.House.Who, Noon.AddMinutes(11)).Refusal?.Code);
        Assert.Null(scene.Round.AskBack("What about the cache?", scene.House.Session("Cem", Noon.AddMinutes(11)), scene.House.Who, Noon.AddMinutes(11)).Refusal);
        Assert.Null(scene.Approve("Bob", Noon.AddMinutes(12)));
        Assert.Equal((ApprovalState.AskedBack, ChangeState.AwaitingApproval), (scene.Round.Standing(Noon.AddMinutes(13)).State, scene.Change.State));
        Assert.Equal("approval.question-open", scene.Start("Olga")?.Code);
        Assert.Equal("approval.only-requester", scene.Round.Answer("It is warm", scene.Subject, scene.House.Party("Olga"), scene.House.Who, Noon.AddMinutes(14)).Refusal?.Code);
        Assert.Null(scene.Round.Answer("It is warmed up", scene.Subject, scene.House.Party("Rita"), scene.House.Who, Noon.AddMinutes(14)).Refusal);
        Assert.Equal("approval.nothing-asked", scene.Round.Answer("Again", scene.Subject, scene.House.Party("Rita"), scene.House.Who, Noon.AddMinutes(15)).Refusal?.Code);
        Assert.Equal(ApprovalState.Approved, scene.Round.Standing(Noon.AddMinutes(15)).State);
    }

    [Fact]
    public void A_second_click_and_a_replayed_request_are_refused()
    {
        var scene = new Scene().Submitted();
        var session = scene.House.Session("Ann", Noon.AddMinutes(10));
        Assert.Null(scene.Approve("Ann", session: session));
        Assert.Equal("duties.step-up-used", scene.Approve("Ann", session: session)?.Code);
        Assert.Equal("approval.already-decided", scene.Approve("Ann")?.Code);
        Assert.Single(scene.Round.Decisions);
    }

    [Fact]
    public void The_second_account_of_an_approver_does_not_count_as_another()
    {
        var scene = new Scene();
        scene.House.Add("Anna", Release);
        scene.House.Same.Add((scene.House["Ann"], scene.House["Anna"]));
        scene.Approved("Ann");
        Assert.Equal("approval.already-decided", scene.Approve("Anna")?.Code);
    }

    [Fact]
    public void A_stand_in_and_whoever_is_stood_in_for_count_as_one()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Olga");
        scene.Submitted();
        Assert.Null(scene.Approve("Olga", inPlaceOf: "Cem"));
        Assert.Equal("approval.already-decided", scene.Approve("Cem")?.Code);
        var other = new Scene();
        other.House.StandIn("Cem", "Bob");
        Assert.Null(other.Submitted().Approve("Bob"));
        Assert.Equal("approval.already-decided", other.Approve("Bob", inPlaceOf: "Cem")?.Code);
    }

    [Fact]
    public void A_stand_in_acts_only_while_it_lasts_and_what_was_approved_then_stays()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Olga", Noon, Noon.AddHours(1));
        scene.Submitted();
        Assert.Equal("delegation.not-in-force", scene.Approve("Olga", Noon.AddHours(1), inPlaceOf: "Cem")?.Code);
        Assert.Null(scene.Approve("Olga", Noon.AddMinutes(59), inPlaceOf: "Cem"));
        Assert.Null(scene.Approve("Bob", Noon.AddMinutes(59)));
        Assert.Null(scene.MayStart("Adam"));
        Assert.Equal("duties.executor-approved", scene.MayStart("Cem")?.Code);
    }

    [Fact]
    public void Nobody_stands_in_for_whoever_has_left()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Olga");
        scene.Submitted();
        scene.House.Disable("Cem");
        Assert.Equal("duties.inactive", scene.Approve("Olga", inPlaceOf: "Cem")?.Code);
    }

    [Fact]
    public void An_old_revision_is_not_approved()
    {
        var scene = new Scene().Submitted();
        var (hash, sheet) = (scene.Subject.ContentHash, scene.SheetHash);
        Assert.Null(scene.Change.Edit(Scene.Plan with { Environment = "production-us" }, 1, "", scene.House.Party("Rita"), scene.Round, Noon.AddMinutes(1)).Refusal);
        Assert.Equal("approval.round-over", Say());
        Assert.Null(scene.Submit(Noon.AddMinutes(2)));
        Assert.Equal("approval.old-revision", Say());

        string? Say() => scene.Round.Approve(new(hash, sheet, "Yes"), scene.Subject, scene.House.Session("Ann", Noon.AddMinutes(5)), scene.House.Who, Noon.AddMinutes(5)).Refusal?.Code;
    }

    [Fact]
    public void Words_may_be_edited_without_asking_again_but_whoever_does_is_an_editor()
    {
        var scene = new Scene().Approved("Ann");
        Assert.Null(scene.Change.Edit(Scene.Plan with { Impact = "Two seconds at most" }, 1, "", scene.House.Party("Bob"), scene.Round, Noon.AddMinutes(11)).Refusal);
        Assert.Equal((ChangeState.AwaitingApproval, ApprovalState.Pending), (scene.Change.State, Now(scene).State));
        Assert.Equal("duties.editor", scene.Approve("Bob", Noon.AddMinutes(12))?.Code);
        Assert.Null(scene.Approve("Cem", Noon.AddMinutes(12)));
        Assert.Null(scene.Start("Olga"));
    }

    [Fact]
    public void An_approver_who_edits_words_after_the_yes_has_taken_it_back()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(scene.Change.Edit(Scene.Plan with { Impact = "None at all" }, 1, "", scene.House.Party("Bob"), scene.Round, Noon.AddMinutes(11)).Refusal);
        Assert.Equal("duties.editor", scene.Start("Olga")?.Code);
        Assert.Equal((ApprovalState.Void, ChangeState.Draft), (scene.Round.Standing(Scene.InWindow).State, scene.Change.State));
    }

    [Fact]
    public void A_start_that_was_put_off_waits_and_a_yes_is_not_put_off_past_its_end()
    {
        var scene = new Scene().Submitted();
        Assert.Equal("approval.invalid-start", scene.Approve("Ann", notBefore: Noon.AddDays(4))?.Code);
        Assert.Equal("approval.invalid-start", scene.Approve("Ann", notBefore: Noon)?.Code);
        Assert.Null(scene.Approve("Ann", notBefore: Scene.InWindow));
        Assert.Null(scene.Approve("Bob"));
        Assert.Equal("approval.start-deferred", scene.MayStart("Olga", Scene.InWindow.AddSeconds(-1))?.Code);
        Assert.Null(scene.MayStart("Olga", Scene.InWindow));
    }

    [Fact]
    public void An_approval_that_is_too_old_no_longer_counts()
    {
        var scene = new Scene(Scene.TwoOfRelease with { ApprovalsLast = TimeSpan.FromHours(2.5) }).Approved("Ann", "Bob");
        Assert.Null(scene.MayStart("Olga", Noon.AddMinutes(159)));
        Assert.Equal("approval.expired", scene.MayStart("Olga", Noon.AddMinutes(160))?.Code);
        scene.Change.Follow(scene.Round, Noon.AddMinutes(160));
        Assert.Equal(ChangeState.Draft, scene.Change.State);
    }

    [Fact]
    public void Nobody_is_asked_where_too_few_may_approve_and_it_is_said_of_whom()
    {
        var scene = new Scene();
        scene.House.Disable("Cem");
        scene.Change.Credit([(scene.House.Party("Bob"), Scene.Commit)], scene.House.Party("Rita"), Noon);
        var why = scene.Submit();
        Assert.Equal("approval.nobody-may-approve", why?.Code);
        Assert.Contains("1 more of Release manager", why?.Message, StringComparison.Ordinal);
        var forecast = WhoCouldApprove.Of(scene.Subject, scene.House.Who, Noon);
        Assert.Equal(["Ann:", "Adam:duties.not-in-group", "Bob:duties.author", "Cem:duties.inactive", "Olga:duties.not-in-group", "Rita:duties.requester", "Walt:duties.author"], forecast.Verdicts.Select(verdict => $"{verdict.Name}:{verdict.Why?.Code}"));
    }

    [Fact]
    public void What_nobody_has_saved_can_be_tried_out()
    {
        var scene = new Scene();
        var policy = new PolicyRevision(new(9), 1, new() { Name = "Unsaved", Stages = [new("Board", [new(ChangeBoard, 1)])] }, "", Noon);
        var subject = ApprovalSubject.Of(default, Scene.Plan, [new(scene.House.Party("Ann"), Part.Requester), new(scene.House.Party("Walt"), Part.Author, Scene.Commit)], policy);
        scene.House.Join("Ann", ChangeBoard, Noon.AddDays(-30));
        Assert.Equal("approval.nobody-may-approve", WhoCouldApprove.Of(subject, scene.House.Who, Noon).Unsatisfiable?.Code);
        scene.House.Join("Bob", ChangeBoard, Noon.AddDays(-30));
        Assert.Null(WhoCouldApprove.Of(subject, scene.House.Who, Noon).Unsatisfiable);
    }

    [Fact]
    public void Nothing_is_decided_before_what_was_decided_last()
    {
        var scene = new Scene().Approved("Ann");
        Assert.Equal("approval.clock-set-back", scene.Approve("Bob", Noon.AddMinutes(9))?.Code);
        Assert.Null(scene.Approve("Bob"));
        Assert.Equal("approval.clock-set-back", scene.Start("Olga", Noon.AddMinutes(9))?.Code);
    }

    [Fact]
    public void Whoever_asked_may_ask_no_more()
    {
        var scene = new Scene().Approved("Ann");
        Assert.Equal("approval.only-requester", scene.Round.Withdraw("No", scene.Subject, scene.House.Party("Olga"), scene.House.Who, Noon.AddMinutes(11)).Refusal?.Code);
        Assert.Null(scene.Round.Withdraw("Not this week", scene.Subject, scene.House.Party("Rita"), scene.House.Who, Noon.AddMinutes(11)).Refusal);
        Assert.Equal("approval.round-over", scene.Approve("Bob", Noon.AddMinutes(12))?.Code);
        Assert.Equal("approval.withdrawn", scene.Start("Olga")?.Code);
    }

    private static ApprovalStanding Now(Scene scene) => scene.Round.Standing(Noon.AddMinutes(30));

    private static string? Reject(Scene scene, string name, string reason) =>
        scene.Round.Reject(scene.Round.ContentHash, reason, scene.Subject, scene.House.Session(name, Noon.AddMinutes(20)), scene.House.Who, Noon.AddMinutes(20)).Refusal?.Code;
}

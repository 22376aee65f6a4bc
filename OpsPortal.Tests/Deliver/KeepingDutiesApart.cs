using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>Every known way in which somebody could approve what he or she may not, and the rule that closes it.</summary>
public sealed class KeepingDutiesApart
{
    private static readonly PolicyTerms OneOfRelease = new() { Name = "One release manager", Stages = [new("Release", [new(Release, 1)])] };

    [Fact]
    public void The_straight_way_is_open() => Assert.Null(new Scene().Approved("Ann", "Bob").Start("Olga"));

    [Fact]
    public void A_plan_that_was_edited_after_the_approval_does_not_begin_and_the_approvals_are_void()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(scene.Change.Edit(Scene.Plan with { Steps = [new("Deploy everything at once", "")] }, 1, "", scene.House.Party("Walt"), scene.Round, Noon.AddHours(1)).Refusal);
        Assert.Equal((ChangeState.Draft, ApprovalState.Void), (scene.Change.State, scene.Round.Standing(Noon.AddHours(1)).State));
        Assert.Equal("approval.void", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void A_plan_that_was_edited_past_the_portal_does_not_begin_either()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Scene.Tamper(scene.Change, nameof(Change.Plan), Scene.Plan with { Backout = Scene.Plan.Backout with { Steps = [new("Hope", "")] } });
        Assert.Equal("approval.content-changed", scene.Start("Olga")?.Code);
        Scene.Tamper(scene.Change, nameof(Change.Plan), Scene.Plan.AsKept());
        Assert.Equal(ApprovalState.Void, scene.Round.Standing(Scene.InWindow).State);
        Assert.NotNull(scene.Start("Olga"));
    }

    [Fact]
    public void The_second_account_of_whoever_asked_is_the_same_person()
    {
        var scene = new Scene();
        scene.House.Add("Margarita", Release);
        scene.House.Same.Add((scene.House["Rita"], scene.House["Margarita"]));
        scene.Submitted();
        var why = scene.Approve("Margarita");
        Assert.Equal("duties.requester", why?.Code);
        Assert.Contains("Margarita is the same person as Rita", why?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_found_between_approval_and_execution_stops_the_execution()
    {
        var scene = new Scene();
        scene.House.Add("Margarita", Release);
        scene.Approved("Ann", "Margarita");
        scene.House.Same.Add((scene.House["Rita"], scene.House["Margarita"]));
        Assert.Equal("duties.requester", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void An_account_that_is_given_to_somebody_else_after_the_act_still_tells_who_acted()
    {
        var scene = new Scene();
        scene.House.Accounts.RemoveAll(link => link.Person == scene.House["Rita"]);
        scene.House.Accounts.Add((Mail("Rita"), scene.House["Ann"]));
        scene.Submitted();
        Assert.Equal("duties.requester", scene.Approve("Ann")?.Code);
    }

    [Fact]
    public void A_machine_asks_and_carries_out_but_never_approves()
    {
        var scene = new Scene().Submitted();
        Assert.Equal("duties.machine", scene.Approve("Ann", session: scene.House.Key("Ann"))?.Code);
        Assert.Null(scene.Approve("Ann"));
        Assert.Null(scene.Approve("Bob"));
        Assert.Null(scene.Start("Olga", session: scene.House.Key("Olga")));
    }

    [Fact]
    public void The_token_of_an_approver_is_not_the_approver()
    {
        var scene = new Scene().Submitted();
        Assert.Equal("duties.not-interactive", scene.Approve("Ann", session: scene.House.Session("Ann", Noon.AddMinutes(10)) with { IsInteractive = false })?.Code);
    }

    [Fact]
    public void An_open_screen_is_not_enough()
    {
        var scene = new Scene().Submitted();
        Assert.Equal("duties.step-up-needed", scene.Approve("Ann", session: scene.House.Session("Ann", Noon.AddMinutes(10)) with { StepUp = null })?.Code);
        Assert.Equal("duties.step-up-needed", scene.Approve("Ann", session: scene.House.Session("Ann", Noon.AddMinutes(5)))?.Code);
        Assert.Equal("duties.step-up-needed", scene.Approve("Ann", session: scene.House.Session("Ann", Noon.AddMinutes(11)))?.Code);
        Assert.Null(scene.Approve("Ann", session: scene.House.Session("Ann", Noon.AddMinutes(5.1))));
    }

    [Fact]
    public void Whoever_edits_the_plan_cannot_approve_it_not_even_what_was_edited_back()
    {
        var scene = new Scene();
        Assert.Null(scene.Change.Edit(Scene.Plan with { Impact = "Two seconds" }, 1, "", scene.House.Party("Ann"), null, Noon.AddMinutes(-5)).Refusal);
        Assert.Null(scene.Change.Edit(Scene.Plan, 2, "", scene.House.Party("Rita"), null, Noon.AddMinutes(-4)).Refusal);
        Assert.Equal("duties.editor", scene.Submitted().Approve("Ann")?.Code);
    }

    [Fact]
    public void An_administrator_with_every_permission_is_nobody_special()
    {
        var scene = new Scene();
        scene.House.Join("Rita", ApproverGroup.With(Duty.Administrator), Noon.AddYears(-1));
        scene.Submitted();
        Assert.Equal("duties.not-in-group", scene.Approve("Adam", session: scene.House.Session("Adam", Noon.AddMinutes(10), [.. Permissions.All]))?.Code);
        Assert.Equal("duties.requester", scene.Approve("Rita", session: scene.House.Session("Rita", Noon.AddMinutes(10), [.. Permissions.All]))?.Code);
        Assert.Equal("approval.missing", scene.Start("Adam", session: scene.House.Session("Adam", Scene.InWindow, [.. Permissions.All]))?.Code);
    }

    [Fact]
    public void Whoever_asked_cannot_approve_in_the_place_of_another()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Rita");
        Assert.Equal("duties.requester", scene.Submitted().Approve("Rita", inPlaceOf: "Cem")?.Code);
    }

    [Fact]
    public void Nobody_approves_in_the_place_of_whoever_asked()
    {
        var scene = new Scene();
        scene.House.Join("Rita", Release, Noon.AddDays(-30));
        scene.House.StandIn("Rita", "Olga");
        Assert.Equal("duties.requester", scene.Submitted().Approve("Olga", inPlaceOf: "Rita")?.Code);
    }

    [Fact]
    public void Whoever_is_stood_in_for_by_one_who_took_part_cannot_approve()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Walt");
        Assert.Equal("duties.stood-in-for", scene.Submitted().Approve("Cem")?.Code);
    }

    [Fact]
    public void What_was_delegated_is_not_delegated_again()
    {
        var scene = new Scene();
        scene.House.StandIn("Cem", "Olga");
        scene.House.StandIn("Olga", "Adam");
        scene.Submitted();
        Assert.Equal("delegation.onward", scene.Approve("Adam", inPlaceOf: "Olga")?.Code);
        Assert.Equal("delegation.not-in-force", scene.Approve("Adam", inPlaceOf: "Cem")?.Code);
        Assert.Equal("delegation.onward", Delegation.Give(scene.House["Adam"], Noon, Noon.AddDays(1), "away", scene.House.Session("Olga", Noon), scene.House.Who, Noon).Refusal?.Code);
        Assert.Null(scene.Approve("Olga", inPlaceOf: "Cem"));
    }

    [Fact]
    public void Whoever_asked_cannot_approve_although_in_the_group()
    {
        var scene = new Scene();
        scene.House.Join("Rita", Release, Noon.AddDays(-30));
        Assert.Equal("duties.requester", scene.Submitted().Approve("Rita")?.Code);
    }

    [Fact]
    public void Only_for_standard_changes_of_low_risk_may_whoever_asked_be_among_those_who_approve()
    {
        var lenient = OneOfRelease with { RequesterMayApprove = true, Scope = PolicyScope.Everything with { Kinds = [ChangeKind.Standard], Risks = [RiskLevel.Low] } };
        Assert.Empty(PolicyCheck.Faults(lenient));
        Assert.Contains(PolicyCheck.Faults(lenient with { Scope = PolicyScope.Everything with { Kinds = [ChangeKind.Standard] } }), fault => fault.Why.Code == "policy.self-approval-too-risky");
        var scene = new Scene(lenient);
        scene.House.Join("Rita", Release, Noon.AddDays(-30));
        Assert.Equal("duties.requester", Judge(scene, "Rita"));
        var standard = new Scene(lenient, Scene.Plan with { Kind = ChangeKind.Standard });
        standard.House.Join("Rita", Release, Noon.AddDays(-30));
        standard.House.Join("Walt", Release, Noon.AddDays(-30));
        Assert.Null(Judge(standard, "Rita"));
        Assert.Equal("duties.author", Judge(standard, "Walt"));
    }

    [Fact]
    public void Whoever_wrote_what_is_deployed_cannot_approve_it_known_by_the_address_in_the_commit()
    {
        var scene = new Scene();
        scene.House.Join("Walt", Release, Noon.AddDays(-30));
        Assert.Equal("duties.author", scene.Submitted().Approve("Walt")?.Code);
    }

    [Fact]
    public void Code_whose_author_nobody_knows_is_approved_by_nobody()
    {
        var scene = new Scene();
        scene.Change.Credit([(new(null, "stranger@example.net", "Stranger"), Scene.Commit)], scene.House.Party("Rita"), Noon);
        Assert.Equal("duties.author-unknown", Judge(scene, "Ann"));
        scene.House.Accounts.Add(("Stranger@example.net", scene.House["Cem"]));
        Assert.Null(Judge(scene, "Ann"));
        Assert.Equal("duties.author", Judge(scene, "Cem"));
        var nameless = new Scene(plan: Scene.Plan with { Components = [Scene.Api with { Commit = "fedcba9876543210" }] });
        Assert.Equal("duties.author-unknown", Judge(nameless, "Ann"));
    }

    [Fact]
    public void What_a_key_asked_for_is_asked_for_by_whoever_answers_for_the_key()
    {
        var scene = new Scene();
        scene.Change.Edit(Scene.Plan with { Impact = "None" }, 1, "", scene.House.Key("Ann").Party, null, Noon.AddMinutes(-1));
        Assert.Equal("duties.editor", Judge(scene, "Ann"));
        Assert.Null(Judge(scene, "Bob"));
        scene.Change.Edit(Scene.Plan with { Impact = "" }, 2, "", (scene.House.Key("Ann", "ops_lost") with { KeyOwner = null }).Party, null, Noon.AddMinutes(-1));
        Assert.Equal("duties.participant-unknown", Judge(scene, "Bob"));
    }

    [Fact]
    public void Accounts_that_look_like_one_person_are_shown_until_they_are_linked()
    {
        var house = new Scene().House;
        AccountTraces[] accounts = [Traces("Ann", "ann@example.org", "laptop-1", "192.0.2.7"), Traces("Bob", "bob@example.org", "laptop-2", "192.0.2.7"), Traces("Cem", "Ann+two@example.org", "laptop-2", "192.0.2.9")];
        Assert.Equal(
            ["Ann Bob: the address 192.0.2.7", "Ann Cem: the mailbox ann@example.org", "Bob Cem: the device laptop-2"],
            LookAlikes.Find(accounts, house.Who.Links).Select(pair => $"{pair.One.Account} {pair.Other.Account}: {string.Join(", ", pair.Shared)}"));
        house.Same.Add((house["Ann"], house["Cem"]));
        Assert.Equal(["Bob", "Cem"], LookAlikes.Find(accounts, house.Who.Links).Select(pair => pair.Other.Account));
        Assert.Empty(LookAlikes.Find([.. Enumerable.Range(0, 6).Select(at => new AccountTraces($"{at}", PersonId.New(Noon), $"{at}@example.org", new HashSet<string>(), new HashSet<string> { "192.0.2.1" }))], house.Who.Links));

        AccountTraces Traces(string name, string mail, string device, string address) => new(name, house[name], mail, new HashSet<string> { device }, new HashSet<string> { address });
    }

    [Fact]
    public void A_role_that_is_younger_than_a_day_does_not_count()
    {
        var scene = new Scene();
        scene.House.Join("Olga", Release, Noon.AddHours(-23.9));
        Assert.Equal("duties.role-too-fresh", Judge(scene, "Olga"));
        scene.House.Join("Adam", Release, Noon.AddHours(-24));
        Assert.Null(Judge(scene, "Adam"));
    }

    [Fact]
    public void A_role_that_is_given_after_approval_was_asked_for_does_not_count_however_old_it_grows()
    {
        var scene = new Scene().Submitted();
        scene.House.Join("Olga", Release, Noon.AddMinutes(1));
        Assert.Equal("duties.not-asked", scene.Approve("Olga", Noon.AddDays(2))?.Code);
    }

    [Fact]
    public void A_role_that_somebody_gave_to_himself_does_not_count()
    {
        var scene = new Scene();
        scene.House.Add("Olga's other self");
        scene.House.Same.Add((scene.House["Olga"], scene.House["Olga's other self"]));
        scene.House.Join("Olga", Release, Noon.AddDays(-30), scene.House["Olga's other self"]);
        Assert.Equal("duties.self-granted", Judge(scene, "Olga"));
    }

    private static string? Judge(Scene scene, string name) => WhoMayApprove.Decide(scene.Subject, new(scene.House[name], null, Noon), scene.House.Who, Noon).Refusal?.Code;
}

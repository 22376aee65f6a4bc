using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Deliver.Freezes;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>At the moment a change begins everything is looked at once more: people, policy, freezes. And what break-glass is and is not.</summary>
public sealed class StartingAChange
{
    [Fact]
    public void An_approver_who_has_left_since_stops_it()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.House.Disable("Ann");
        var why = scene.Start("Olga");
        Assert.Equal("duties.inactive", why?.Code);
        Assert.Contains("Ann", why?.Message, StringComparison.Ordinal);
        Assert.Equal((ApprovalState.Void, ChangeState.Draft), (scene.Round.Standing(Scene.InWindow).State, scene.Change.State));
    }

    [Fact]
    public void An_approver_who_has_lost_the_role_since_stops_it()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.House.Leave("Bob", Release);
        Assert.Equal("duties.not-in-group", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void An_approver_who_turns_out_to_be_an_author_stops_it()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.Change.Credit([(new(null, "ann@home.example", "Ann"), Scene.Commit)], scene.House.Party("Rita"), Noon.AddHours(1));
        scene.House.Accounts.Add(("ann@home.example", scene.House["Ann"]));
        Assert.Equal("duties.author", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void Two_approvers_who_turn_out_to_be_one_stop_it()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.House.Same.Add((scene.House["Ann"], scene.House["Bob"]));
        Assert.Equal("duties.same-person", scene.Start("Olga")?.Code);
    }

    [Fact]
    public void A_policy_that_was_edited_in_mid_flight_stops_approving_and_beginning()
    {
        var scene = new Scene().Approved("Ann");
        scene.Policy = new(new(1), 2, Scene.TwoOfRelease, "Start", Noon);
        var yes = new Yes(scene.Round.ContentHash, scene.SheetHash, "Yes");
        Assert.Equal("approval.policy-changed", scene.Round.Approve(yes, scene.Subject, scene.House.Session("Bob", Noon.AddMinutes(20)), scene.House.Who, Noon.AddMinutes(20)).Refusal?.Code);
        var approved = new Scene().Approved("Ann", "Bob");
        approved.Policy = new(new(1), 2, Scene.TwoOfRelease, "Start", Noon);
        Assert.Equal("approval.policy-changed", approved.Start("Olga")?.Code);
        Assert.Equal(ApprovalState.Void, approved.Round.Standing(Scene.InWindow).State);
    }

    [Fact]
    public void Whoever_carries_it_out_can_still_sign_in()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.House.Disable("Olga");
        Assert.Equal("duties.executor-inactive", scene.Start("Olga")?.Code);
        Assert.Equal("duties.executor-inactive", scene.Start("Olga", session: scene.House.Key("Olga"))?.Code);
    }

    [Fact]
    public void A_refusal_that_has_nothing_to_do_with_the_approvals_leaves_them_as_they_are()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.NotNull(scene.Start("Ann"));
        Assert.NotNull(scene.Start("Olga", Noon.AddHours(1)));
        Assert.Equal(ApprovalState.Approved, scene.Round.Standing(Scene.InWindow).State);
        Assert.Null(scene.Start("Olga"));
    }

    [Fact]
    public void A_freeze_holds_what_is_approved_and_is_lifted_for_it_by_a_right_of_its_own()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        var freeze = Freeze("", Noon, Noon.AddDays(1));
        scene.Freezes.Add(freeze);
        Assert.Equal("freeze-override.frozen", scene.Start("Olga")?.Code);
        Assert.Equal("forbidden", Give(scene, "Ann", freeze, [.. Permissions.All.Where(permission => permission != FreezeOverride.Permission)]).Refusal?.Code);
        scene.Overrides.Add(Scene.Done(Give(scene, "Cem", freeze, FreezeOverride.Permission)));
        Assert.Null(scene.MayStart("Olga"));
        Assert.Equal("freeze-override.took-part", scene.MayStart("Cem")?.Code);
        scene.Freezes.Add(Freeze("", Noon, Noon.AddDays(1)));
        Assert.Equal("freeze-override.frozen", scene.MayStart("Olga")?.Code);
    }

    [Fact]
    public void The_right_to_lift_a_freeze_is_no_right_to_approve()
    {
        var scene = new Scene().Submitted();
        var freeze = Freeze("", Noon, Noon.AddDays(1));
        scene.Freezes.Add(freeze);
        scene.Overrides.Add(Scene.Done(Give(scene, "Adam", freeze, FreezeOverride.Permission)));
        Assert.Equal("approval.missing", scene.MayStart("Olga")?.Code);
        Assert.Equal("duties.not-in-group", scene.Approve("Adam", session: scene.House.Session("Adam", Noon.AddMinutes(10), FreezeOverride.Permission))?.Code);
    }

    [Fact]
    public void Whoever_approved_or_took_part_ends_no_freeze_early_that_holds_the_change_back()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        foreach (var (name, words) in new[] { ("Ann", "Ann approved CHG-12"), ("Rita", "Rita took part in CHG-12"), ("Walt", "Walt took part in CHG-12") })
        {
            var why = Ends(scene.House.Party(name), Freeze("production-eu", Noon, Noon.AddDays(1)));
            Assert.Equal("freeze.own-change", why?.Code);
            Assert.StartsWith(words, why?.Message, StringComparison.Ordinal);
        }

        scene.House.Accounts.Add(("second@example.org", scene.House["Ann"]));
        Assert.Equal("freeze.own-change", Ends(new Party(null, "second@example.org", "ann2"), Freeze("", Noon, Noon.AddDays(1)))?.Code);
        Assert.Equal("freeze.own-change", Ends(scene.House.Key("Bob").Party, Freeze("", Noon, Noon.AddDays(1)))?.Code);
        Assert.Null(Ends(scene.House.Party("Cem"), Freeze("", Noon, Noon.AddDays(1))));
        foreach (var other in new[] { Freeze("staging", Noon, Noon.AddDays(1)), Freeze("", Noon, Noon.AddHours(2)), Freeze("", Noon.AddHours(4), Noon.AddDays(1)) }) Assert.Null(Ends(scene.House.Party("Ann"), other));
        Assert.Null(FreezeEnding.Check(Freeze("", Noon, Noon.AddDays(1)), [new(scene.Change, scene.Round)], scene.House.Party("Ann"), scene.House.Who, Noon.AddHours(4)));

        Refusal? Ends(Party by, Freeze freeze) => FreezeEnding.Check(freeze, [new(scene.Change, scene.Round)], by, scene.House.Who, Noon.AddMinutes(30));
    }

    [Fact]
    public void Machines_and_those_who_took_part_lift_no_freeze_and_an_override_ends()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        var freeze = Freeze("production-eu", Noon, Noon.AddDays(1));
        var key = scene.House.Key("Cem");
        Assert.Equal("duties.machine", FreezeOverride.Give(freeze, scene.Subject, "Urgent", Noon.AddHours(4), key, scene.House.Who, Noon).Refusal?.Code);
        Assert.Equal("freeze-override.took-part", Give(scene, "Rita", freeze, FreezeOverride.Permission).Refusal?.Code);
        Assert.Equal("freeze-override.text-missing", FreezeOverride.Give(freeze, scene.Subject, " ", Noon.AddHours(4), scene.House.Session("Cem", Noon, FreezeOverride.Permission), scene.House.Who, Noon).Refusal?.Code);
        scene.Freezes.Add(freeze);
        scene.Overrides.Add(Scene.Done(FreezeOverride.Give(freeze, scene.Subject, "Urgent", Scene.InWindow, scene.House.Session("Cem", Noon, FreezeOverride.Permission), scene.House.Who, Noon)));
        Assert.Null(scene.MayStart("Olga", Scene.InWindow.AddSeconds(-1)));
        Assert.Equal("freeze-override.frozen", scene.MayStart("Olga", Scene.InWindow)?.Code);
    }

    [Fact]
    public void A_freeze_elsewhere_or_later_holds_nothing_back()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        scene.Freezes.AddRange([Freeze("staging", Noon, Noon.AddDays(1)), Freeze("", Scene.InWindow.AddSeconds(1), Noon.AddDays(1)), Freeze("", Noon, Scene.InWindow)]);
        Assert.Null(scene.MayStart("Olga"));
    }

    private static Outcome<FreezeOverride> Give(Scene scene, string name, Freeze freeze, params string[] permissions) =>
        FreezeOverride.Give(freeze, scene.Subject, "Cards are refused", Noon.AddHours(10), scene.House.Session(name, Noon.AddMinutes(20), permissions), scene.House.Who, Noon.AddMinutes(20));

    private static Freeze Freeze(string environment, DateTimeOffset start, DateTimeOffset end) =>
        Scene.Done(OpsPortal.Domain.Deliver.Freezes.Freeze.Create(new("Sales", "Sales", [], environment, start, end), Actor.Portal("Test"), Noon.AddDays(-1)));
}

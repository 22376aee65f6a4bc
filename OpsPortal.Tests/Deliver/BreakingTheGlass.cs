using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Duties.Exceptions;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Kernel;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>An emergency change without its approvals takes two persons, a reason, little time and a review.</summary>
public sealed class BreakingTheGlass
{
    private static readonly TeamId Team = TeamId.New(Noon), Others = TeamId.New(Noon.AddSeconds(1));

    [Fact]
    public void Two_persons_let_it_begin_and_all_who_were_passed_over_are_named()
    {
        var scene = Emergency();
        scene.BreakGlass = Scene.Done(Declare(scene, "Rita"));
        Assert.Equal("break-glass.not-confirmed", scene.MayStart("Rita")?.Code);
        Assert.Null(Confirm(scene, "Adam").Refusal);
        Assert.Equal(new[] { "Ann", "Bob", "Cem" }.Select(name => scene.House[name]).ToHashSet(), scene.BreakGlass.PassedOver.ToHashSet());
        Assert.Equal("break-glass.confirmer-executes", scene.MayStart("Adam")?.Code);
        Assert.Null(scene.Start("Rita"));
        Assert.Equal((ChangeState.Implementing, true), (scene.Change.State, scene.Change.BrokeGlass));
    }

    [Fact]
    public void It_needs_nobody_to_have_been_asked() => Assert.Null(Broken(Emergency(), submit: false).MayStart("Rita"));

    [Fact]
    public void The_second_is_another_person_not_another_account()
    {
        var scene = Emergency();
        scene.House.Add("Margarita");
        scene.BreakGlass = Scene.Done(Declare(scene, "Rita"));
        Assert.Equal("break-glass.same-person", Confirm(scene, "Rita").Refusal?.Code);
        Assert.Null(Confirm(scene, "Margarita").Refusal);
        scene.House.Same.Add((scene.House["Rita"], scene.House["Margarita"]));
        Assert.Equal("break-glass.same-person", scene.MayStart("Olga")?.Code);
    }

    [Fact]
    public void It_is_a_right_of_its_own_with_a_reason_and_for_emergencies_alone()
    {
        var scene = Emergency();
        Assert.Equal("forbidden", BreakGlass.Declare(scene.Subject, Team, "Down", scene.House.Session("Rita", Now, [.. Permissions.All.Where(permission => permission != BreakGlass.Permission)]), scene.House.Who, [], Now).Refusal?.Code);
        Assert.Equal("break-glass.text-missing", BreakGlass.Declare(scene.Subject, Team, " ", scene.House.Session("Rita", Now, BreakGlass.Permission), scene.House.Who, [], Now).Refusal?.Code);
        Assert.Equal("duties.machine", BreakGlass.Declare(scene.Subject, Team, "Down", scene.House.Key("Rita"), scene.House.Who, [], Now).Refusal?.Code);
        Assert.Equal("break-glass.not-emergency", Declare(new Scene(), "Rita").Refusal?.Code);
    }

    [Fact]
    public void It_holds_for_an_hour_for_this_content_and_once()
    {
        var scene = Broken(Emergency());
        Assert.Equal("break-glass.over", scene.MayStart("Rita", Now.AddHours(1))?.Code);
        Scene.Tamper(scene.Change, nameof(Change.Plan), Plan with { Parameters = [] });
        Assert.Equal("break-glass.other-content", scene.MayStart("Rita")?.Code);
        Scene.Tamper(scene.Change, nameof(Change.Plan), Plan.AsKept());
        Assert.Null(scene.Start("Rita"));
        Assert.Equal("break-glass.used", scene.BreakGlass?.Allows(scene.Subject, scene.House.Party("Rita"), scene.House.Who, Scene.InWindow)?.Code);
    }

    [Fact]
    public void It_lifts_no_freeze()
    {
        var scene = Broken(Emergency());
        scene.Freezes.Add(Scene.Done(OpsPortal.Domain.Deliver.Freezes.Freeze.Create(new("Sales", "Sales", [], "", Noon, Noon.AddDays(1)), Actor.Portal("Test"), Noon)));
        Assert.Equal("freeze-override.frozen", scene.MayStart("Rita")?.Code);
    }

    [Fact]
    public void An_overdue_review_stops_the_next_of_the_same_team_and_of_no_other()
    {
        var scene = Broken(Emergency());
        Assert.Null(scene.Start("Rita"));
        var used = Assert.IsType<BreakGlass>(scene.BreakGlass);
        var due = used.ReviewDueAt;
        Assert.Null(Again(due.AddSeconds(-1), Team));
        Assert.Equal("break-glass.review-overdue", Again(due, Team));
        Assert.Null(Again(due, Others));
        foreach (var name in new[] { "Rita", "Adam" }) Assert.Equal("break-glass.own-review", used.Review("Fine", scene.House.Session(name, due), scene.House.Who, due).Refusal?.Code);
        Assert.Null(used.Review("The certificate had run out; watch it", scene.House.Session("Bob", due), scene.House.Who, due).Refusal);
        Assert.Null(Again(due, Team));

        string? Again(DateTimeOffset at, TeamId team)
        {
            var next = Emergency();
            return BreakGlass.Declare(next.Subject, team, "Down again", next.House.Session("Rita", at, BreakGlass.Permission), next.House.Who, [used], at).Refusal?.Code;
        }
    }

    private static DateTimeOffset Now => Scene.InWindow.AddMinutes(-5);

    private static OpsPortal.Domain.Deliver.Changes.Plans.ChangePlan Plan => Scene.Plan with { Kind = ChangeKind.Emergency };

    private static Scene Emergency() => new(plan: Plan);

    private static Scene Broken(Scene scene, bool submit = true)
    {
        if (submit) scene.Submitted();
        scene.BreakGlass = Scene.Done(Declare(scene, "Rita"));
        Assert.Null(Confirm(scene, "Adam").Refusal);
        return scene;
    }

    private static Outcome<BreakGlass> Declare(Scene scene, string name) => BreakGlass.Declare(scene.Subject, Team, "Nobody can pay", scene.House.Session(name, Now, BreakGlass.Permission), scene.House.Who, [], Now);

    private static Outcome<BreakGlass> Confirm(Scene scene, string name) =>
        Assert.IsType<BreakGlass>(scene.BreakGlass).Confirm(scene.House.Session(name, Now, BreakGlass.Permission), scene.House.Who, Now);
}

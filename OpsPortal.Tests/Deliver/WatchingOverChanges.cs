using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Oversight;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Kernel;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>What goes out past the approvals, what is filed as more urgent or more ordinary than it is, and who stands in for whom.</summary>
public sealed class WatchingOverChanges
{
    [Fact]
    public void A_version_that_no_change_brought_is_a_rogue_change()
    {
        var scene = new Scene().Approved("Ann", "Bob");
        Assert.Null(CarriedOutChange.Of(scene.Change));
        Assert.Equal("rogue-change.no-change", Judge(Scene.Api, Scene.InWindow));
        Assert.Null(scene.Start("Olga"));
        var carriedOut = Assert.IsType<CarriedOutChange>(CarriedOutChange.Of(scene.Change));
        Assert.Null(Judge(Scene.Api, Scene.InWindow, carriedOut));
        Assert.Null(Judge(Scene.Api with { Commit = "", Digest = "" }, Scene.InWindow, carriedOut));
        Assert.Equal("rogue-change.other-version", Judge(Scene.Api with { Digest = Scene.Digest.Replace('0', '1') }, Scene.InWindow, carriedOut));
        Assert.Equal("rogue-change.no-change", Judge(Scene.Api with { Component = "worker" }, Scene.InWindow, carriedOut));
        Assert.Equal("rogue-change.no-change", RogueChange.Judge(new(Scene.Api, "production-us", Scene.InWindow, "Argo CD"), [carriedOut])?.Why.Code);
        Assert.Equal("rogue-change.other-time", Judge(Scene.Api, Scene.InWindow.AddSeconds(-1), carriedOut));
        Assert.Null(scene.Change.Finish("", scene.House.Party("Olga"), Scene.InWindow.AddMinutes(10)).Refusal);
        var ended = Assert.IsType<CarriedOutChange>(CarriedOutChange.Of(scene.Change));
        Assert.Null(Judge(Scene.Api, Scene.InWindow.AddMinutes(25), ended));
        Assert.Equal("rogue-change.other-time", Judge(Scene.Api, Scene.InWindow.AddMinutes(26), ended));

        static string? Judge(ComponentVersion seen, DateTimeOffset at, params CarriedOutChange[] carriedOut) => RogueChange.Judge(new(seen, "production-eu", at, "Argo CD"), carriedOut)?.Why.Code;
    }

    [Fact]
    public void A_team_for_which_everything_is_an_emergency_shows()
    {
        var emergencies = Enumerable.Range(0, 3).Select(_ => Begun(ChangeKind.Emergency));
        var mix = ChangeMix.Of([.. emergencies, Begun(ChangeKind.Normal), new Scene().Change]);
        Assert.Equal((0, 1, 3, 0.75, 0d), (mix.Standard, mix.Normal, mix.Emergency, mix.EmergencyRatio, mix.StandardRatio));
        Assert.Null(ChangeMix.Of([]).EmergencyRatio);

        static Change Begun(ChangeKind kind)
        {
            var scene = new Scene(plan: Scene.Plan with { Kind = kind }).Approved("Ann", "Bob");
            Assert.Null(scene.Start("Olga"));
            return scene.Change;
        }
    }

    [Fact]
    public void A_standard_change_is_to_the_letter_what_its_template_was_approved_for()
    {
        var plan = Scene.Plan with { Kind = ChangeKind.Standard, Template = new("deploy-checkout", 1) };
        var template = Template();
        Assert.Equal("change.template-not-approved", template.Refuse(plan, Noon)?.Code);
        Approve(template, new Scene());
        Assert.Null(template.Refuse(plan with { Components = [Scene.Api with { Version = "9.9" }], Parameters = [new("replicas", "9")] }, Noon));
        Assert.Equal("change.needs-template", template.Refuse(plan with { Template = new("deploy-checkout", 2) }, Noon)?.Code);
        Assert.Equal("change.needs-template", template.Refuse(plan with { Template = null }, Noon)?.Code);
        foreach (var unlike in new[]
        {
            plan with { Components = [Scene.Api with { Component = "worker" }] },
            plan with { Environment = "production-us" },
            plan with { Steps = [Scene.Plan.Steps[0]] },
            plan with { Parameters = [new("force", "yes")] },
            plan with { Backout = Scene.Plan.Backout with { When = "Never" } },
        }) Assert.Equal("change.not-as-template", template.Refuse(unlike, Noon)?.Code);
        Assert.Equal("change.template-not-approved", template.Refuse(plan, Noon.AddDays(365))?.Code);
        Assert.Null(template.Withdraw("Not safe any more", Noon).Refusal);
        Assert.Equal("change.template-not-approved", template.Refuse(plan, Noon)?.Code);
    }

    [Fact]
    public void A_standard_change_without_its_template_is_not_asked_about()
    {
        var scene = new Scene(plan: Scene.Plan with { Kind = ChangeKind.Standard, Template = new("deploy-checkout", 1) });
        var round = Scene.Done(ApprovalRound.Open(scene.Subject, 1, scene.House.Party("Rita"), scene.House.Who, Noon));
        Assert.Equal("change.needs-template", scene.Change.Submit(round, scene.Risk, null, scene.House.Party("Rita"), Noon).Refusal?.Code);
        var template = Template();
        Approve(template, new Scene());
        Assert.Null(scene.Change.Submit(round, scene.Risk, template, scene.House.Party("Rita"), Noon).Refusal);
    }

    [Fact]
    public void Nobody_approves_a_template_of_his_or_her_own()
    {
        var scene = new Scene();
        scene.House.Join("Rita", Release, Noon.AddDays(-30));
        var subject = Template(scene.House.Party("Rita")).ToSubject(scene.Policy);
        Assert.Equal("duties.requester", WhoMayApprove.Decide(subject, new(scene.House["Rita"], null, Noon), scene.House.Who, Noon).Refusal?.Code);
    }

    [Fact]
    public void A_delegation_is_given_by_whoever_has_the_right_for_a_while_and_for_a_reason()
    {
        var house = new Scene().House;
        Assert.Null(Give("Ann", "Olga", 7, "Holidays"));
        Assert.Equal("delegation.to-oneself", Give("Ann", "Ann", 7, "Holidays"));
        Assert.Equal("delegation.onward", Give("Olga", "Adam", 7, "Holidays"));
        Assert.Equal("approval.text-missing", Give("Ann", "Olga", 7, " "));
        Assert.Equal("delegation.invalid-time", Give("Ann", "Olga", 61, "Holidays"));
        Assert.Equal("delegation.invalid-time", Give("Ann", "Olga", 0, "Holidays"));
        Assert.Equal("duties.machine", Delegation.Give(house["Olga"], Noon, Noon.AddDays(1), "x", house.Key("Ann"), house.Who, Noon).Refusal?.Code);
        house.Same.Add((house["Ann"], house["Adam"]));
        Assert.Equal("delegation.to-oneself", Give("Ann", "Adam", 7, "Holidays"));
        house.Disable("Olga");
        Assert.Equal("duties.inactive", Give("Ann", "Olga", 7, "Holidays"));

        string? Give(string from, string to, int days, string reason) => Delegation.Give(house[to], Noon, Noon.AddDays(days), reason, house.Session(from, Noon), house.Who, Noon).Refusal?.Code;
    }

    [Fact]
    public void A_delegation_counts_neither_before_it_was_given_nor_after_it_was_taken_back()
    {
        var house = new Scene().House;
        var delegation = Scene.Done(Delegation.Give(house["Olga"], Noon.AddDays(-1), Noon.AddDays(1), "Holidays", house.Session("Ann", Noon), house.Who, Noon));
        Assert.False(delegation.IsInForce(Noon.AddSeconds(-1)));
        Assert.True(delegation.IsInForce(Noon));
        Assert.IsType<Outcome<Delegation>.Done>(delegation.Revoke(house.Session("Ann", Noon).Actor, Noon.AddHours(1)));
        Assert.True(delegation.IsInForce(Noon.AddMinutes(59)));
        Assert.False(delegation.IsInForce(Noon.AddHours(1)));
        Assert.Equal("delegation.over", delegation.Revoke(house.Session("Ann", Noon).Actor, Noon.AddHours(2)).Refusal?.Code);
    }

    private static ChangeTemplate Template(Party? by = null) => new()
    {
        Key = "deploy-checkout",
        Revision = 1,
        ProposedBy = by ?? Party.Portal,
        ProposedAt = Noon.AddDays(-1),
        Terms = new("Deploy checkout", ["checkout/api"], ["production-eu"], Scene.Plan.Steps, ["replicas"], Scene.Plan.Backout),
    };

    private static void Approve(ChangeTemplate template, Scene scene)
    {
        var subject = template.ToSubject(scene.Policy);
        var round = Scene.Done(ApprovalRound.Open(subject, 1, Party.Portal, scene.House.Who, Noon.AddHours(-1)));
        Assert.Equal("approval.missing", template.Adopt(scene.Policy, round, scene.House.Who, Noon).Refusal?.Code);
        foreach (var name in new[] { "Ann", "Bob" }) Assert.Null(round.Approve(new(subject.ContentHash, subject.SheetHash, "Yes"), subject, scene.House.Session(name, Noon.AddHours(-1)), scene.House.Who, Noon.AddHours(-1)).Refusal);
        Assert.Null(template.Adopt(scene.Policy, round, scene.House.Who, Noon).Refusal);
    }
}

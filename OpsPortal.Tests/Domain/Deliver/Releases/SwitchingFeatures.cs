using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Domain.Deliver.Releases.Switches;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Domain.Deliver.Releases;

/// <summary>Who has a feature.</summary>
public sealed class SwitchingFeatures
{
    [Fact]
    public void Whoever_has_it_keeps_it_as_the_share_rises() => Prop.ForAll(Arb.From(Gen.Choose(0, 10_000)), Arb.From(Gen.Choose(0, 10_000)), Arb.From(Gen.Choose(0, int.MaxValue)), (one, other, user) =>
        !Has(Math.Min(one, other), $"user-{user}").Value || Has(Math.Max(one, other), $"user-{user}").Value).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(100, 1)]
    [InlineData(2500, 25)]
    [InlineData(9000, 90)]
    public void A_share_is_about_that_share_of_all(int share, double percent) =>
        Assert.Equal(percent, Enumerable.Range(0, 50_000).Count(user => Has(share, $"user-{user}").Value) / 500.0, 0.8);

    [Fact]
    public void Another_switch_has_another_order() =>
        Assert.InRange(Enumerable.Range(0, 10_000).Count(user => SwitchAnswer.Place("one", $"{user}") < 5000 && SwitchAnswer.Place("other", $"{user}") < 5000), 2300, 2700);

    [Fact]
    public void The_place_of_a_subject_never_changes_from_one_version_of_the_portal_to_the_next() => Assert.Equal([PlaceOfAda, PlaceOfBob], [SwitchAnswer.Place("new-cards", "ada"), SwitchAnswer.Place("new-cards", "bob")]);

    [Fact]
    public void Groups_have_it_whatever_the_share_and_off_is_off()
    {
        SwitchSubject inside = new("ada", ["Staff"]), outside = new("ada", ["guests"]);
        Assert.Equal(new(true, SwitchReason.TargetingMatch), SwitchAnswer.Of("new-cards", new(true, 0, ["staff"]), inside));
        Assert.Equal(new(false, SwitchReason.Static), SwitchAnswer.Of("new-cards", new(true, 0, ["staff"]), outside));
        Assert.Equal(new(true, SwitchReason.Static), SwitchAnswer.Of("new-cards", new(true, 10_000, []), outside));
        Assert.Equal(new(false, SwitchReason.Disabled), SwitchAnswer.Of("new-cards", new(false, 10_000, ["staff"]), inside));
        Assert.Equal(new(false, SwitchReason.Split), SwitchAnswer.Of("new-cards", new(true, 9_999, []), new("", [])));
    }

    [Fact]
    public void It_begins_off_and_takes_no_rule_that_cannot_stand()
    {
        var feature = Scene.Done(FeatureSwitch.Create("new-cards", Party.Portal, Noon));
        Assert.Equal(SwitchReason.Disabled, feature.Evaluate(new("ada", [])).Reason);
        Assert.Equal("switch.invalid-share", feature.Set(new(true, 10_001, []), Party.Portal, Noon).Refusal?.Code);
        Assert.Equal("switch.invalid-group", feature.Set(new(true, 1, [" "]), Party.Portal, Noon).Refusal?.Code);
        Assert.Null(feature.Set(new(true, 10_000, []), Party.Portal, Noon).Refusal);
        Assert.True(feature.Evaluate(new("ada", [])).Value);
        Assert.All(["", "New", "a b", "-a", "a-", "ä"], key => Assert.Equal("release.invalid-switch", FeatureSwitch.Create(key, Party.Portal, Noon).Refusal?.Code));
    }

    [Fact]
    public void Before_its_release_is_out_only_groups_can_have_a_feature()
    {
        SwitchRule share = new(true, 100, []), groups = new(true, 0, ["pilots"]), prepared = new(false, 2500, []);
        Assert.Equal("switch.not-released", SwitchOwner.Fault("new-cards", share, null)?.Code);
        Assert.Equal("switch.not-released", SwitchOwner.Fault("new-cards", share, Release(3))?.Code);
        Assert.Null(SwitchOwner.Fault("new-cards", groups, Release(3)));
        Assert.Null(SwitchOwner.Fault("new-cards", prepared, Release(3)));
        Assert.Null(SwitchOwner.Fault("new-cards", share, Released(3)));
    }

    [Fact]
    public void A_switch_belongs_to_the_release_that_is_out_else_to_the_latest()
    {
        var cancelled = Release(9);
        Scene.Done(cancelled.Cancel("no", Ann, Noon));
        Assert.Equal(new(5), SwitchOwner.Of([Release(4), Release(5), cancelled])?.Number);
        Assert.Equal(new(2), SwitchOwner.Of([Release(4), Released(2), cancelled])?.Number);
        Assert.Null(SwitchOwner.Of([cancelled]));
    }

    [Fact]
    public void Turned_on_it_is_for_whom_it_was_set_and_where_nobody_was_named_for_everybody()
    {
        Assert.Equal("On for everybody", SwitchRule.Off.TurnedOn().ToString());
        Assert.Equal("On for 12.5 %, and for staff", new SwitchRule(false, 1250, ["staff"]).TurnedOn().ToString());
        Assert.Equal("On for staff", new SwitchRule(false, 0, ["staff"]).TurnedOn().ToString());
        Assert.Equal("Off", SwitchRule.Off.ToString());
    }

    [Fact]
    public void Ten_thousand_answers_take_well_under_a_second()
    {
        var started = Stopwatch.GetTimestamp();
        for (var user = 0; user < 10_000; user++) Has(5000, $"user-{user}");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(500));
    }

    private const int PlaceOfAda = 1520, PlaceOfBob = 3581;

    private static Party Ann { get; } = new(new(Guid.CreateVersion7(Noon)), "ann@example.org", "Ann");

    private static Party Bob { get; } = new(new(Guid.CreateVersion7(Noon)), "bob@example.org", "Bob");

    private static Release Release(long number) => Scene.Done(OpsPortal.Domain.Deliver.Releases.Release.Plan(
        new(number), new() { Title = "Cards", Environment = "production", Audience = "All", Notes = "New", Date = Noon, Contents = [Scene.Api], Switch = "new-cards" }, Ann, Noon));

    private static Release Released(long number)
    {
        var release = Release(number);
        Scene.Done(release.Go("ready", [Scene.Api], Ann, Noon));
        return Scene.Done(release.Publish([Scene.Api], Bob, Noon));
    }

    private static SwitchAnswer Has(int share, string user) => SwitchAnswer.Of("new-cards", new(true, share, []), new(user, []));
}

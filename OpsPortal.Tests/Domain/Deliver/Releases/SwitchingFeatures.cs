using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Duties;
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
    public void Ten_thousand_answers_take_well_under_a_second()
    {
        var started = Stopwatch.GetTimestamp();
        for (var user = 0; user < 10_000; user++) Has(5000, $"user-{user}");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromMilliseconds(500));
    }

    private const int PlaceOfAda = 1520, PlaceOfBob = 3581;

    private static SwitchAnswer Has(int share, string user) => SwitchAnswer.Of("new-cards", new(true, share, []), new(user, []));
}

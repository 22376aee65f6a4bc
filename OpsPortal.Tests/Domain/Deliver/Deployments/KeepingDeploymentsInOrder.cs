using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.Deployments.Models;
using OpsPortal.Domain.Deliver.Deployments.Promotion;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>One at a time, nothing older over something newer, and no environment passed by.</summary>
public sealed class KeepingDeploymentsInOrder
{
    private static readonly PromotionPath Path = new(new("checkout"), ["test", "staging", "production-eu"], ["staging", "production-eu"]);

    private static readonly Party Ann = new(new(Guid.CreateVersion7(Scene.InWindow)), "ann@example.org", "Ann");

    [Fact]
    public void A_second_one_waits_until_the_first_has_ended()
    {
        var (first, second) = (new Bench(Recipe(Once), 1), new Bench(Recipe(Once), 2, started: false).Deployment);
        Assert.Equal("deployment.locked", DeploymentLock.Check(second, [first.Deployment, second])?.Code);
        first.RunToEnd();
        Assert.Null(DeploymentLock.Check(second, [first.Deployment, second]));
    }

    [Fact]
    public void What_only_waits_locks_nobody_out() =>
        Assert.Null(DeploymentLock.Check(new Bench(Recipe(Once), 2, started: false).Deployment, [new Bench(Recipe(Once), 1, started: false).Deployment]));

    [Fact]
    public void Nothing_older_overtakes_something_newer()
    {
        var (older, newer) = (new Bench(Recipe(Once), 1, started: false).Deployment, new Bench(Recipe(Once), 2));
        newer.RunToEnd();
        Assert.Equal("deployment.overtaken", DeploymentLock.Check(older, [newer.Deployment])?.Code);
        newer.Deployment.RollBack("bad", Olga, newer.Now);
        newer.RunToEnd();
        Assert.Null(DeploymentLock.Check(older, [newer.Deployment]));
    }

    [Fact]
    public void What_something_newer_has_followed_cannot_be_rolled_back()
    {
        var (first, second) = (new Bench(Recipe(Once), 1), new Bench(Recipe(Once), 2, started: false));
        first.RunToEnd();
        Scene.Done(second.Deployment.Start(Olga, first.Now.AddMinutes(1)));
        second.RunToEnd();
        Assert.Equal("deployment.overtaken", DeploymentLock.Check(first.Deployment, [second.Deployment])?.Code);
        Assert.Null(DeploymentLock.Check(second.Deployment, [first.Deployment]));
    }

    [Fact]
    public void A_version_passes_every_environment_before()
    {
        Assert.Equal("promotion.not-passed", Check([Passed("staging")]));
        Assert.Equal("promotion.not-passed", Check([Passed("test"), Passed("staging", state: DeploymentState.RolledBack)]));
        Assert.Equal("promotion.not-passed", Check([Passed("test"), Passed("staging"), Passed("staging", 9, DeploymentState.RolledBack)]));
        Assert.Null(Check([Passed("test"), Passed("staging")]));
    }

    [Fact]
    public void A_version_that_was_built_again_is_another() => Assert.Equal(
        "promotion.not-passed",
        Check([Passed("test"), Passed("staging") with { Component = Scene.Api with { Digest = "sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" } }]));

    [Fact]
    public void A_hotfix_goes_the_shorter_way_and_no_shorter()
    {
        Assert.Null(Check([Passed("staging")], isHotfix: true));
        Assert.Equal("promotion.not-passed", Check([Passed("test")], isHotfix: true));
    }

    [Fact]
    public void An_exception_is_given_by_somebody_else_for_this_change_and_this_environment()
    {
        var exception = Scene.Done(PromotionException.Give(new(12), "Staging", "staging is being rebuilt", Ann, Scene.InWindow));
        Assert.Null(Check([Passed("test")], exceptions: [exception]));
        Assert.Equal("promotion.not-passed", Check([Passed("test")], exceptions: [exception with { Change = new(13) }]));
        Assert.Equal("promotion.not-passed", Check([Passed("test")], exceptions: [exception with { Environment = "test" }]));
        Assert.Equal("promotion.not-passed", Check([Passed("test")], exceptions: [exception with { By = Olga }]));
        Assert.Equal("deployment.not-a-person", PromotionException.Give(new(12), "staging", "why", Pipeline, Scene.InWindow).Refusal?.Code);
        Assert.Equal("deployment.text-missing", PromotionException.Give(new(12), "staging", "", Ann, Scene.InWindow).Refusal?.Code);
    }

    [Fact]
    public void A_path_that_does_not_lead_there_leads_nowhere() => Assert.Equal("promotion.not-on-path", PromotionRule.Check(Wanted(), [Path with { Environments = ["test"], Hotfix = [] }], [], [], Olga)?.Code);

    [Fact]
    public void Paths_keep_their_order()
    {
        Assert.Null(Path.Fault());
        Assert.Equal(("staging", null), (Path.After("TEST"), Path.After("production-eu")));
        Assert.Equal("promotion.invalid-hotfix", (Path with { Hotfix = ["production-eu", "staging"] }).Fault()?.Code);
        Assert.Equal("promotion.invalid-path", (Path with { Environments = ["a", "A"] }).Fault()?.Code);
    }

    [Theory]
    [InlineData(45, null)]
    [InlineData(46, "headroom.too-little")]
    [InlineData(null, "headroom.unknown")]
    public void Blue_and_green_need_twice_the_room_and_a_reserve(int? used, string? why) =>
        Assert.Equal(why, new Headroom(10).Check(BlueGreen, [new("checkout")], [new(new("checkout"), "memory", used, 100)])?.Code);

    [Fact]
    public void Rings_need_room_for_the_largest_and_all_at_once_for_none()
    {
        CapacityUse[] uses = [new(new("checkout"), "memory", 80, 100)];
        var rolling = DeploymentModel.Phased.Rolling(10, TimeSpan.Zero);
        Assert.Null(new Headroom(10).Check(rolling, [new("checkout")], uses));
        Assert.Equal("headroom.too-little", new Headroom(13).Check(rolling, [new("checkout")], uses)?.Code);
        Assert.Null(new Headroom(50).Check(Once, [new("checkout")], []));
        Assert.Equal("headroom.unknown", new Headroom(0).Check(rolling, [new("checkout"), new("basket")], uses)?.Code);
    }

    private static Deployment Wanted(bool isHotfix = false) => new Bench(Recipe(Once), 20, isHotfix, started: false).Deployment;

    private static PassedThrough Passed(string environment, long number = 5, DeploymentState state = DeploymentState.Succeeded) => new(Scene.Api, environment, new(number), state);

    private static string? Check(PassedThrough[] passed, bool isHotfix = false, PromotionException[]? exceptions = null) => PromotionRule.Check(Wanted(isHotfix), [Path], passed, exceptions ?? [], Olga)?.Code;
}

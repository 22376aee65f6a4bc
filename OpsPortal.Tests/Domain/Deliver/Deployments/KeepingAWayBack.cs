using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Deployments.Backing;
using OpsPortal.Domain.Estate;
using OpsPortal.Tests.Deliver;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.Deployments;

/// <summary>Bad versions are kept back, and ways back are rehearsed.</summary>
public sealed class KeepingAWayBack
{
    private static readonly DateTimeOffset Now = Scene.InWindow;

    private static readonly ServiceEnvironment Staging = new("staging", Tier.Staging);

    [Fact]
    public void A_version_that_was_rolled_back_goes_nowhere_until_somebody_lifts_it()
    {
        var bench = new Bench(Recipe(Once));
        bench.RunTo("Verify");
        bench.Deployment.RollBack("it loses baskets", Olga, bench.Now);
        var quarantine = Assert.Single(Quarantine.Of(bench.Deployment, new Dictionary<string, ComponentVersion>(), bench.Now));
        Assert.Contains("it loses baskets", Quarantine.Check([Scene.Api], [quarantine])?.Message, StringComparison.Ordinal);
        Assert.Equal("deployment.not-a-person", quarantine.Lift("fixed", Pipeline, Now).Refusal?.Code);
        Assert.Equal("deployment.text-missing", quarantine.Lift(" ", Olga, Now).Refusal?.Code);
        Assert.Null(quarantine.Lift("the cause was elsewhere", Olga, Now).Refusal);
        Assert.Equal("quarantine.lifted", quarantine.Lift("again", Olga, Now).Refusal?.Code);
        Assert.Null(Quarantine.Check([Scene.Api], [quarantine]));
    }

    [Fact]
    public void A_component_that_was_there_before_is_not_to_blame() =>
        Assert.Empty(Quarantine.Of(new Bench(Recipe(Once)).Deployment, new Dictionary<string, ComponentVersion> { [Scene.Api.Name] = Scene.Api }, Now));

    [Fact]
    public void The_artifact_is_kept_back_under_any_name_and_another_artifact_is_not()
    {
        var held = new Quarantine { Component = Scene.Api, Reason = "bad" };
        Assert.True(held.Holds(Scene.Api with { Version = "2.1.0-again" }));
        Assert.False(held.Holds(Scene.Api with { Digest = "sha256:ffffffffffffffffffffffffffffffff" }));
        Assert.True(held.Holds(Scene.Api with { Digest = "" }));
        Assert.False(held.Holds(Scene.Api with { Component = "web" }));
    }

    [Fact]
    public void Production_asks_for_a_rehearsal_of_this_very_plan_that_worked_and_is_fresh()
    {
        Assert.Equal("rehearsal.missing", Check([]));
        Assert.Null(Check([Rehearsed(0)]));
        Assert.Null(Check([Rehearsed(90)]));
        Assert.Equal("rehearsal.too-old", Check([Rehearsed(91)]));
        Assert.Equal("rehearsal.failed", Check([Rehearsed(10), Rehearsed(5, worked: false)]));
        Assert.Null(Check([Rehearsed(10, worked: false), Rehearsed(5)]));
        Assert.Equal("rehearsal.missing", Check([Rehearsed(1, Plan with { Backout = Plan.Backout with { Steps = [new("Deploy 2.0.3", "")] } })]));
        Assert.Equal("rehearsal.missing", Check([Rehearsed(-1)]));
        Assert.Null(RehearsalRule.Default.Check(Plan, Tier.Staging, [], Now));
    }

    [Fact]
    public void The_version_may_be_another_than_was_rehearsed_and_the_components_may_not()
    {
        Assert.Equal(BackoutRehearsal.MarkOf(Plan), BackoutRehearsal.MarkOf(Plan with { Title = "Another", Components = [Scene.Api with { Version = "2.2.0" }] }));
        Assert.NotEqual(BackoutRehearsal.MarkOf(Plan), BackoutRehearsal.MarkOf(Plan with { Components = [Scene.Api with { Component = "web" }] }));
    }

    [Fact]
    public void Nobody_rehearses_in_production_or_without_evidence()
    {
        Assert.Equal("rehearsal.in-production", BackoutRehearsal.Record(Plan, new("production-eu", Tier.Production), true, TimeSpan.Zero, "seen", Olga, Now).Refusal?.Code);
        Assert.Equal("deployment.text-missing", BackoutRehearsal.Record(Plan, Staging, true, TimeSpan.Zero, "", Olga, Now).Refusal?.Code);
        Assert.Equal("rehearsal.no-plan", BackoutRehearsal.Record(Plan with { Backout = BackoutPlan.None }, Staging, true, TimeSpan.Zero, "seen", Olga, Now).Refusal?.Code);
        Assert.Equal("rehearsal.invalid-duration", BackoutRehearsal.Record(Plan, Staging, true, TimeSpan.FromDays(8), "seen", Olga, Now).Refusal?.Code);
    }

    private static string? Check(BackoutRehearsal[] rehearsals) => RehearsalRule.Default.Check(Plan, Tier.Production, rehearsals, Now)?.Code;

    private static BackoutRehearsal Rehearsed(int daysAgo, ChangePlan? plan = null, bool worked = true) =>
        Scene.Done(BackoutRehearsal.Record(plan ?? Plan, Staging, worked, TimeSpan.FromMinutes(8), "2.0.4 answered", Olga, Now.AddDays(-daysAgo)));
}

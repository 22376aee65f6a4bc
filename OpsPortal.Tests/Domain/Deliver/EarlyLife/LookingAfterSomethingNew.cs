using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Domain.Deliver.EarlyLife;
using OpsPortal.Domain.People;
using OpsPortal.Tests.Deliver;
using OpsPortal.Tests.Domain.Deliver.Deployments;
using static OpsPortal.Tests.Domain.Deliver.Deployments.Bench;

namespace OpsPortal.Tests.Domain.Deliver.EarlyLife;

/// <summary>Support after a deployment ends when its criteria hold, or by a decision.</summary>
public sealed class LookingAfterSomethingNew
{
    private const string TakenOver = "The desk has taken over";

    private static readonly DateTimeOffset Noon = Scene.InWindow;

    private static readonly Standby[] Roster = [new(PersonId.New(Noon), "Olga"), new(PersonId.New(Noon), "Bob")];

    private static readonly EarlyLifeFacts Calm = new(1, [], null, 99.95);

    private static readonly EarlyLifeTerms Terms = new()
    {
        Owner = Roster[0],
        Roster = Roster,
        Lasts = TimeSpan.FromDays(3),
        Thresholds = [new("MON-3", 5, 2)],
        Criteria = [new ExitCriterion.MostIncidents(2), new ExitCriterion.NothingOpen(), new ExitCriterion.Availability(99.9), new ExitCriterion.QuietFor(TimeSpan.FromHours(24)), new ExitCriterion.Shown(TakenOver)],
    };

    [Fact]
    public void It_ends_when_its_time_is_over_and_everything_holds()
    {
        var support = Begun();
        Assert.Equal("early-life.too-early", support.End(Calm, Olga, Noon.AddDays(2)).Refusal?.Code);
        Assert.Equal("early-life.not-met", support.End(Calm, Olga, Noon.AddDays(3)).Refusal?.Code);
        Assert.Equal("early-life.not-a-person", support.Show(TakenOver, "seen", Pipeline, Noon).Refusal?.Code);
        Assert.Equal("early-life.no-criterion", support.Show("No incident is open", "seen", Olga, Noon).Refusal?.Code);
        Assert.Null(support.Show(TakenOver, "handover of Tuesday", Olga, Noon).Refusal);
        Assert.Null(support.End(Calm, Olga, Noon.AddDays(3)).Refusal);
        Assert.Equal((true, "", 0), (support.IsOver, support.Decision, support.Tightened.Count));
        Assert.Equal("early-life.over", support.End(Calm, Olga, Noon.AddDays(3)).Refusal?.Code);
    }

    [Theory]
    [InlineData(3, 0, null, 99.95)]
    [InlineData(1, 1, null, 99.95)]
    [InlineData(1, 0, 60, 99.95)]
    [InlineData(1, 0, null, 99.89)]
    [InlineData(1, 0, null, null)]
    public void What_does_not_hold_or_is_not_known_keeps_it_going(int incidents, int open, int? lastException, double? availability)
    {
        var support = Begun();
        support.Show(TakenOver, "handover", Olga, Noon);
        var facts = new EarlyLifeFacts(incidents, [.. Enumerable.Range(1, open).Select(at => $"INC-{at}")], lastException is { } hours ? Noon.AddHours(hours) : null, availability);
        Assert.Equal("early-life.not-met", support.End(facts, Olga, Noon.AddDays(3)).Refusal?.Code);
        Assert.Single(support.Findings(facts, Noon.AddDays(3)), finding => !finding.Holds);
    }

    [Fact]
    public void A_decision_ends_it_all_the_same_and_keeps_what_did_not_hold()
    {
        var support = Begun();
        Assert.Equal("early-life.text-missing", support.EndByDecision("", Calm, Olga, Noon.AddDays(1)).Refusal?.Code);
        Assert.Equal("early-life.not-a-person", support.EndByDecision("enough", Calm, Pipeline, Noon.AddDays(1)).Refusal?.Code);
        Assert.Null(support.EndByDecision("the service is retired", Calm, Olga, Noon.AddHours(3)).Refusal);
        Assert.Equal(["No exception for 24 hours: Quiet for 3 hours", $"{TakenOver}: Nobody has shown it yet"], support.LeftOpen);
    }

    [Fact]
    public void Each_day_says_whose_turn_it_is_and_what_is_missing()
    {
        var summary = Begun().Summary(Calm with { OpenIncidents = ["INC-7"] }, Noon.AddHours(30));
        Assert.Equal((2, "Bob", false, TimeSpan.FromHours(42)), (summary.Day, summary.StandsBy, summary.IsOverdue, summary.Left));
        Assert.Equal("Day 2: 1 incident so far, 1 open. Still missing: No incident is open (INC-7); The desk has taken over (Nobody has shown it yet).", summary.Words);
        Assert.True(Begun().Summary(Calm, Noon.AddDays(3)).IsOverdue);
    }

    [Fact]
    public void It_can_be_made_longer_and_never_shorter()
    {
        var support = Begun();
        Assert.Equal("early-life.invalid-duration", support.Extend(Noon.AddDays(2)).Refusal?.Code);
        Assert.Equal("early-life.invalid-duration", support.Extend(Noon.AddDays(91)).Refusal?.Code);
        Assert.Null(support.Extend(Noon.AddDays(5)).Refusal);
        Assert.Equal("early-life.too-early", support.End(Calm, Olga, Noon.AddDays(4)).Refusal?.Code);
    }

    [Fact]
    public void It_begins_only_after_a_success_and_with_terms_that_can_stand()
    {
        Assert.Equal("early-life.not-succeeded", EarlyLifeSupport.Begin(new Bench(Recipe(Once)).Deployment, Terms, Noon).Refusal?.Code);
        Assert.Equal("early-life.invalid-roster", (Terms with { Roster = [] }).Fault()?.Code);
        Assert.Equal("early-life.invalid-duration", (Terms with { Lasts = TimeSpan.Zero }).Fault()?.Code);
        Assert.Equal("early-life.invalid-criterion", (Terms with { Criteria = [] }).Fault()?.Code);
        Assert.Equal("early-life.invalid-criterion", (Terms with { Criteria = [new ExitCriterion.Availability(double.NaN)] }).Fault()?.Code);
        Assert.Equal("early-life.invalid-thresholds", (Terms with { Thresholds = [new("MON-3", 5, 2), new("MON-3", 6, 2)] }).Fault()?.Code);
    }

    private static EarlyLifeSupport Begun()
    {
        var bench = new Bench(Recipe(Once));
        Assert.Equal(DeploymentState.Succeeded, bench.RunToEnd());
        return Scene.Done(EarlyLifeSupport.Begin(bench.Deployment, Terms, Noon));
    }
}

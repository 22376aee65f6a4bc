using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using OpsPortal.Domain.People;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>How points come about, what they add up to, and that nobody can talk them down.</summary>
public sealed class AssessingRisk
{
    private static readonly RiskFacts Harmless = new() { Components = 1, Steps = 2, RehearsedAgo = TimeSpan.FromDays(3), Record = new(0, 40) };

    private static readonly Party Rita = new(PersonId.New(Noon), Mail("Rita"), "Rita");

    private static readonly Gen<RiskFacts> AnyFacts =
        from tier in Gen.Elements(Enum.GetValues<Tier>())
        from criticality in Gen.Elements(Enum.GetValues<Criticality>())
        from counts in Gen.ArrayOf(Gen.Choose(0, 60), 4)
        from yes in Gen.ArrayOf(Gen.Elements(true, false), 3)
        from failed in Gen.Choose(0, 10)
        from rehearsed in Gen.Choose(0, 200)
        from freeze in Gen.Choose(0, 100)
        select new RiskFacts
        {
            Tier = tier,
            Criticality = criticality,
            Dependants = counts[0],
            Clashes = counts[1],
            Components = counts[2],
            Steps = counts[3],
            IsFirstOfItsKind = yes[0],
            IsOutsideWindow = yes[1],
            MigratesStoredState = yes[2],
            Record = new(failed, 10),
            RehearsedAgo = rehearsed > 190 ? null : TimeSpan.FromDays(rehearsed),
            FreezeIn = freeze > 95 ? null : TimeSpan.FromHours(freeze),
        };

    /// <summary>Each makes one fact worse, or leaves what cannot be worse.</summary>
    private static readonly Func<RiskFacts, RiskFacts>[] Worse =
    [
        facts => facts with { Tier = facts.Tier == Tier.Production ? Tier.Production : facts.Tier + 1 },
        facts => facts with { Criticality = facts.Criticality == Criticality.Critical ? Criticality.Critical : facts.Criticality + 1 },
        facts => facts with { Dependants = facts.Dependants + 1 },
        facts => facts with { Clashes = facts.Clashes + 1 },
        facts => facts with { Components = facts.Components + 1 },
        facts => facts with { Steps = facts.Steps + 1 },
        facts => facts with { IsFirstOfItsKind = true },
        facts => facts with { IsOutsideWindow = true },
        facts => facts with { MigratesStoredState = true },
        facts => facts with { Record = facts.Record with { Failed = Math.Min(facts.Record.Failed + 1, facts.Record.Deployments) } },
        facts => facts with { RehearsedAgo = facts.RehearsedAgo > TimeSpan.FromDays(150) ? null : facts.RehearsedAgo + TimeSpan.FromDays(10) },
        facts => facts with { FreezeIn = facts.FreezeIn is { } gap ? gap - TimeSpan.FromHours(10) : TimeSpan.FromHours(60) },
    ];

    [Fact]
    public void A_worse_fact_never_lowers_the_total_nor_the_level() => Prop.ForAll(Arb.From(AnyFacts), Arb.From(Gen.Elements(Worse)), (facts, worse) =>
    {
        RiskAssessment before = RiskAssessment.Of(facts, []), after = RiskAssessment.Of(worse(facts), []);
        return after.Total >= before.Total && after.Level >= before.Level;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Answers_raise_and_never_lower() => Prop.ForAll(Arb.From(AnyFacts), Arb.From(Gen.SubListOf(RiskQuestionnaire.Questions.ToArray())), Arb.From(Gen.Elements(true, false)), (facts, asked, yes) =>
    {
        var points = Scene.Done(RiskQuestionnaire.Score([.. asked.Select(question => new RiskAnswer(question.Key, yes, ""))], Rita));
        RiskAssessment without = RiskAssessment.Of(facts, []), with = RiskAssessment.Of(facts, points);
        return with.Level >= without.Level && (yes && asked.Count > 0 ? with.Total > without.Total : with.Total == without.Total);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_point_has_a_reason_and_they_add_up()
    {
        var risk = RiskAssessment.Of(Harmless with { Tier = Tier.Production, Criticality = Criticality.Critical, Clashes = 1, RehearsedAgo = null }, []);
        Assert.All(risk.Points, point => Assert.NotEmpty(point.Reason));
        Assert.Equal([("tier", 3), ("criticality", 4), ("clashes", 1), ("rehearsal", 3)], risk.Points.Where(point => point.Points > 0).Select(point => (point.Fact, point.Points)));
        Assert.Equal((11, RiskLevel.High, false), (risk.Total, risk.Level, risk.Floor));
    }

    [Fact]
    public void Production_is_never_low()
    {
        Assert.Equal((RiskLevel.Low, false), Level(Harmless));
        Assert.Equal((RiskLevel.Medium, true), Level(Harmless with { Tier = Tier.Production }));

        static (RiskLevel Level, bool Floor) Level(RiskFacts facts) => (RiskAssessment.Of(facts, []).Level, RiskAssessment.Of(facts, []).Floor);
    }

    [Fact]
    public void A_points_list_that_takes_away_is_not_counted() =>
        Assert.Equal(RiskAssessment.Of(Harmless, []).Total, RiskAssessment.Of(Harmless, [new("discount", -10, "We are good")]).Total);

    [Fact]
    public void A_pipeline_answers_nothing_and_nobody_answers_what_was_not_asked_or_twice()
    {
        Assert.Equal("risk.not-a-person", RiskQuestionnaire.Score([new("security", false, "")], new(null, "ops_ci", "CI", PersonId.New(Noon))).Refusal?.Code);
        Assert.Equal("risk.invalid-question", RiskQuestionnaire.Score([new("discount", true, "")], Rita).Refusal?.Code);
        Assert.Equal("risk.invalid-repeat", RiskQuestionnaire.Score([new("security", true, ""), new("security", false, "")], Rita).Refusal?.Code);
        Assert.All(RiskQuestionnaire.Questions, question => Assert.True(question.Points > 0));
    }

    [Fact]
    public void What_the_catalogue_does_not_know_counts_as_the_worst()
    {
        var catalogue = new CatalogueSnapshot(
            [new(new() { Key = new("checkout"), Name = "Checkout", Criticality = Criticality.High, Environments = [new("test-1", Tier.Test), new("production-eu", Tier.Production)] }, "", "", 1, Noon)], 1);
        Assert.Equal((Tier.Test, Criticality.High), Asked(Scene.Plan with { Environment = "Test-1" }));
        Assert.Equal((Tier.Production, Criticality.High), Asked(Scene.Plan with { Environment = "test-2" }));
        Assert.Equal((Tier.Production, Criticality.Critical), Asked(Scene.Plan with { Environment = "test-1", Components = [Scene.Api, Scene.Api with { Service = new("search") }] }));
        Assert.Equal((Tier.Production, Criticality.Critical), Asked(new() { Title = "Nothing yet" }));

        (Tier Tier, Criticality Criticality) Asked(OpsPortal.Domain.Deliver.Changes.Plans.ChangePlan plan)
        {
            var question = PolicyQuestion.Of(plan, catalogue, RiskLevel.Low);
            Assert.Equal(ChangeKind.Normal, question.Kind);
            return (question.Tier, question.Criticality);
        }
    }
}

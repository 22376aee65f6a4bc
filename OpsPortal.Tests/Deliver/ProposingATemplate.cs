using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Changes.Templates;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>A template says enough for every change that follows it, and is judged by the strictest policy of all it reaches.</summary>
public sealed class ProposingATemplate
{
    private static readonly TemplateTerms Terms = new("Deploy checkout", ["checkout/api"], ["production-eu"], [new("Deploy", " Rolling ")], ["replicas"], new(" Errors above 2 % ", [new("Deploy the one before", "")], TimeSpan.FromMinutes(10)));

    [Fact]
    public void What_every_change_that_follows_it_would_be_refused_for_is_refused_at_once()
    {
        foreach (var (key, terms, code) in new[]
        {
            ("", Terms, "template.invalid-key"),
            ("Deploy", Terms, "template.invalid-key"),
            ("deploy--it", Terms, "template.invalid-key"),
            ("deploy", Terms with { Title = "" }, "change.invalid-missing"),
            ("deploy", Terms with { Components = ["checkout"] }, "template.invalid-component"),
            ("deploy", Terms with { Components = ["checkout/"] }, "template.invalid-component"),
            ("deploy", Terms with { Components = ["checkout/api", "checkout/api"] }, "change.invalid-repeat"),
            ("deploy", Terms with { Components = [] }, "change.incomplete"),
            ("deploy", Terms with { Environments = [] }, "change.incomplete"),
            ("deploy", Terms with { Environments = ["production-eu", " "] }, "change.invalid-missing"),
            ("deploy", Terms with { Environments = [.. Enumerable.Range(0, TemplateTerms.MaxEnvironments + 1).Select(at => $"env-{at}")] }, "template.invalid-count"),
            ("deploy", Terms with { Steps = [] }, "change.incomplete"),
            ("deploy", Terms with { Parameters = ["a", "A"] }, "change.invalid-repeat"),
            ("deploy", Terms with { Backout = BackoutPlan.None }, "change.incomplete"),
        }) Assert.Equal((key, code), (key, ChangeTemplate.Propose(key, 1, terms, new Scene().House.Party("Rita"), Noon).Refusal?.Code));

        Assert.Equal("template.not-a-person", ChangeTemplate.Propose("deploy", 1, Terms, new Party(null, "ops_ci", "CI"), Noon).Refusal?.Code);
    }

    [Fact]
    public void A_change_begun_from_it_follows_it_once_versions_are_given()
    {
        var template = Proposed();
        typeof(ChangeTemplate).GetProperty(nameof(ChangeTemplate.ApprovedAt))?.SetValue(template, Noon);
        var plan = template.Begin("production-eu");
        Assert.Null(template.Refuse(plan with { Components = [plan.Components[0] with { Version = "2.1" }], Parameters = [new("replicas", "3")] }, Noon));
        Assert.Equal(("Rolling", "Errors above 2 %"), (template.Terms.Steps[0].Detail, template.Terms.Backout.When));
    }

    [Fact]
    public void It_stands_where_its_instants_say_and_ends_once()
    {
        var template = Proposed();
        Assert.Equal(TemplateState.Proposed, template.StateAt(Noon));
        Assert.Equal("template.not-in-force", template.Withdraw("No", Noon).Refusal?.Code);
        template.Drop("Too wide", Noon);
        template.Drop("Again", Noon.AddDays(1));
        Assert.Equal((TemplateState.Dropped, "Too wide", Noon), (template.StateAt(Noon), template.EndedWhy, template.DroppedAt));
        var approved = Proposed();
        typeof(ChangeTemplate).GetProperty(nameof(ChangeTemplate.ApprovedAt))?.SetValue(approved, Noon);
        approved.Drop("Too late", Noon);
        Assert.Equal("approval.text-missing", approved.Withdraw(" ", Noon).Refusal?.Code);
        Assert.Equal([TemplateState.InForce, TemplateState.Expired], new[] { Noon.AddDays(365).AddTicks(-1), Noon.AddDays(365) }.Select(approved.StateAt));
        Assert.Null(approved.Withdraw("Not safe", Noon.AddDays(1)).Refusal);
        Assert.Equal(TemplateState.Withdrawn, approved.StateAt(Noon.AddDays(400)));
    }

    [Fact]
    public void The_strictest_policy_of_its_environments_decides_and_each_needs_one()
    {
        PolicyRevision one = Policy(1, 1, "staging"), two = Policy(2, 2, "production-eu");
        var book = PolicyBook.Of([one, two], new(2));
        Assert.Equal(two.Reference, Decided(book, "staging", "production-eu")?.Reference);
        Assert.Equal(one.Reference, Decided(book, "staging")?.Reference);
        Assert.Equal("policy.none", book.Select([.. (Terms with { Environments = ["staging", "lab"] }).Questions(CatalogueSnapshot.Empty)]).Refusal?.Code);

        static PolicyRevision? Decided(PolicyBook book, params string[] environments) => Scene.Done(book.Select([.. (Terms with { Environments = environments }).Questions(CatalogueSnapshot.Empty)]));

        static PolicyRevision Policy(long number, int persons, string environment) =>
            new(new(number), 1, new() { Name = environment, Scope = PolicyScope.Everything with { Environments = [environment] }, Stages = [new("All", [new(Release, persons)])] }, "", Noon);
    }

    [Fact]
    public void The_owners_of_its_services_are_asked_and_no_others()
    {
        var subject = Proposed().ToSubject(new Scene().Policy);
        Assert.Equal([new ServiceKey("checkout")], subject.Services);
        Assert.Equal("deploy revision 1", subject.Reference);
    }

    private static ChangeTemplate Proposed() => Scene.Done(ChangeTemplate.Propose("deploy", 1, Terms, new Scene().House.Party("Rita"), Noon));
}

using FsCheck;
using FsCheck.Fluent;
using OpsPortal.Domain.Deliver.Approvals;
using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using static OpsPortal.Tests.Deliver.House;

namespace OpsPortal.Tests.Deliver;

/// <summary>Which policy decides, whether there are people for it, and how it becomes another.</summary>
public sealed class WritingPolicies
{
    private static readonly PolicyQuestion Production = new("production-eu", Tier.Production, Criticality.High, ChangeKind.Normal, RiskLevel.Medium);

    private readonly House _house = new();

    public WritingPolicies()
    {
        foreach (var name in new[] { "Ann", "Bob", "Cem" }) _house.Add(name, Release);
        foreach (var name in new[] { "Dora", "Emil" }) _house.Add(name, ChangeBoard);
    }

    [Fact]
    public void The_strictest_of_those_that_fit_decides()
    {
        var book = Book(Terms(Release, 1), Terms(ChangeBoard, 2, PolicyScope.Everything with { Tiers = [Tier.Production] }), Terms(Release, 3, PolicyScope.Everything with { Environments = ["Production-US"] }));
        Assert.Equal(2, Selected(book, Production));
        Assert.Equal(1, Selected(book, Production with { Tier = Tier.Test }));
        Assert.Equal(3, Selected(book, Production with { Environment = "production-us" }));
    }

    [Fact]
    public void Adding_a_policy_never_makes_anything_easier() => Prop.ForAll(Arb.From(AnyTerms.ListOf()), Arb.From(AnyTerms), (before, added) =>
        PolicyScope.AllQuestions([]).All(question => Book([.. before]).Select(question) is not OpsPortal.Domain.Kernel.Outcome<PolicyRevision>.Done(var was)
            || Scene.Done(Book([.. before, added]).Select(question)).Terms.Persons >= was.Terms.Persons)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_nobody_thought_of_is_refused()
    {
        var why = Book(Terms(Release, 1, PolicyScope.Everything with { Kinds = [ChangeKind.Standard] })).Select(Production).Refusal;
        Assert.Equal("policy.none", why?.Code);
        Assert.Contains("normal change of Medium risk", why?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_nobody_could_meet_is_refused_when_it_is_proposed_and_found_when_people_leave()
    {
        var book = Book(Terms(Release, 3));
        Assert.Equal("policy.unsatisfiable", book.Propose(new(2), Terms(Release, 4), _house.Party("Dora"), _house.Who, Noon).Refusal?.Code);
        Assert.Empty(Satisfiability.Find(book.Policies, _house.Who));
        _house.Disable("Bob");
        var found = Assert.Single(Satisfiability.Find(book.Policies, _house.Who));
        Assert.Equal((new PolicyNumber(1), "policy.unsatisfiable"), (found.Policy.Number, found.Why.Code));
        Assert.Contains("1 more of Release manager", found.Why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_persons_who_are_one_are_one_for_a_policy()
    {
        _house.Same.Add((_house["Ann"], _house["Bob"]));
        Assert.Equal("policy.unsatisfiable", Satisfiability.Check(Terms(Release, 3), _house.Who)?.Code);
        Assert.Null(Satisfiability.Check(Terms(Release, 2), _house.Who));
    }

    /// <summary>Checked against trying every way of giving persons to places.</summary>
    [Fact]
    public void Places_are_filled_as_well_as_can_be() => Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.Choose(1, 2), 3)), Arb.From(Gen.ArrayOf(Gen.Choose(0, 7), 4)), (wanted, groups) =>
    {
        ApproverGroup[] names = [Release, ChangeBoard, ApproverGroup.Owners];
        List<ApproverDemand> demands = [.. names.Select((group, at) => new ApproverDemand(group, wanted[at]))];
        List<IReadOnlyList<ApproverGroup>> persons = [.. groups.Select(bits => (IReadOnlyList<ApproverGroup>)[.. names.Where((_, at) => (bits & (1 << at)) != 0)])];
        return demands.Sum(demand => demand.Persons) - Seating.Empty(demands, persons).Sum() == Best(0, wanted);

        int Best(int person, int[] left)
        {
            if (person == persons.Count) return 0;
            var best = Best(person + 1, left);
            for (var at = 0; at < names.Length; at++)
            {
                if (left[at] > 0 && persons[person].Contains(names[at])) best = Math.Max(best, 1 + Best(person + 1, [.. left.Select((count, place) => place == at ? count - 1 : count)]));
            }

            return best;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_new_policy_that_takes_changes_from_another_is_approved_under_that_other()
    {
        var book = Book(Terms(Release, 1), Terms(ChangeBoard, 1, PolicyScope.Everything with { Tiers = [Tier.Production] }) with { MinimumRoleAge = TimeSpan.FromHours(48) });
        Assert.Equal(1, Governs(Terms(Release, 2, PolicyScope.Everything with { Tiers = [Tier.Test] })));
        Assert.Equal(2, Governs(Terms(Release, 2, PolicyScope.Everything with { Tiers = [Tier.Production] })));
        Assert.Equal(2, Governs(Terms(Release, 2)));
        Assert.Equal("policy.book-empty", Book().Propose(new(1), Terms(Release, 1), _house.Party("Dora"), _house.Who, Noon).Refusal?.Code);

        long Governs(PolicyTerms terms) => Scene.Done(book.Propose(new(3), terms, _house.Party("Ann"), _house.Who, Noon)).Governing.Number.Value;
    }

    [Fact]
    public void A_policy_is_given_up_the_same_way_and_its_number_never_comes_back()
    {
        var book = Book(Terms(Release, 1), Terms(Release, 2));
        var proposal = Scene.Done(book.Propose(new(2), null, _house.Party("Ann"), _house.Who, Noon));
        Assert.Equal(new PolicyReference(new(2), 1), proposal.Governing.Reference);
        var round = Scene.Done(ApprovalRound.Open(proposal.ToSubject(), 1, proposal.By, _house.Who, Noon));
        foreach (var name in new[] { "Bob", "Cem" }) Assert.Null(round.Approve(new(round.ContentHash, round.ContentHash, "Yes"), proposal.ToSubject(), _house.Session(name, Noon), _house.Who, Noon).Refusal);
        var after = Scene.Done(book.Adopt(proposal, round, _house.Who, Noon));
        Assert.Equal([1L], after.Policies.Select(policy => policy.Number.Value));
        Assert.Equal("policy.no-such-policy", after.Propose(new(2), Terms(Release, 1), _house.Party("Ann"), _house.Who, Noon).Refusal?.Code);
    }

    [Fact]
    public void Approval_of_one_proposal_does_not_adopt_another()
    {
        var book = Book(Terms(Release, 2));
        var proposal = Scene.Done(book.Propose(new(1), Terms(Release, 1), _house.Party("Ann"), _house.Who, Noon));
        var round = Scene.Done(ApprovalRound.Open(proposal.ToSubject(), 1, proposal.By, _house.Who, Noon));
        foreach (var name in new[] { "Bob", "Cem" }) Assert.Null(round.Approve(new(round.ContentHash, round.ContentHash, "Yes"), proposal.ToSubject(), _house.Session(name, Noon), _house.Who, Noon).Refusal);
        Assert.Equal("approval.content-changed", book.Adopt(proposal with { Terms = Terms(ChangeBoard, 1) }, round, _house.Who, Noon).Refusal?.Code);
        Assert.Equal("policy.governing-changed", book.Adopt(proposal with { Governing = new(new(9), 1, Terms(ChangeBoard, 1), "", Noon) }, round, _house.Who, Noon).Refusal?.Code);
    }

    [Fact]
    public void A_machine_proposes_none_and_the_same_again_is_none()
    {
        var book = Book(Terms(Release, 2));
        Assert.Equal("policy.not-a-person", book.Propose(new(2), Terms(Release, 1), _house.Key("Ann").Party, _house.Who, Noon).Refusal?.Code);
        Assert.Equal("policy.nothing-changed", book.Propose(new(1), Terms(Release, 2), _house.Party("Ann"), _house.Who, Noon).Refusal?.Code);
        Assert.Equal("policy.no-such-policy", book.Propose(new(7), null, _house.Party("Ann"), _house.Who, Noon).Refusal?.Code);
    }

    public static TheoryData<PolicyTerms, string> Bad => new()
    {
        { Terms(Release, 1) with { Name = " " }, "policy.invalid-name" },
        { Terms(Release, 21), "policy.invalid-persons" },
        { Terms(Release, 1) with { ApprovalsLast = TimeSpan.FromDays(91) }, "policy.invalid-time" },
        { Terms(Release, 1) with { DecideWithin = TimeSpan.Zero }, "policy.invalid-time" },
        { Terms(Release, 1) with { MinimumRoleAge = TimeSpan.FromHours(-1) }, "policy.invalid-time" },
        { Terms(Release, 1) with { Stages = [.. Enumerable.Repeat(new ApprovalStage("x", [new(Release, 1)]), 11)] }, "policy.invalid-count" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Terms_that_cannot_stand_are_refused(PolicyTerms terms, string code) => Assert.Equal([code], PolicyCheck.Faults(terms).Select(fault => fault.Why.Code));

    private static Gen<PolicyTerms> AnyTerms =>
        from persons in Gen.Choose(1, 4)
        from tiers in Gen.SubListOf(Enum.GetValues<Tier>())
        from kinds in Gen.SubListOf(Enum.GetValues<ChangeKind>())
        from risks in Gen.SubListOf(Enum.GetValues<RiskLevel>())
        select Terms(Release, persons, new([], [.. tiers], [], [.. kinds], [.. risks]));

    private static PolicyTerms Terms(ApproverGroup group, int persons, PolicyScope? scope = null) => new() { Name = $"{persons} of {group}", Scope = scope ?? PolicyScope.Everything, Stages = [new("Only", [new(group, persons)])] };

    private static PolicyBook Book(params PolicyTerms[] terms) => PolicyBook.Of(terms.Select((one, at) => new PolicyRevision(new(at + 1), 1, one, "Start", Noon.AddDays(-90))), new(terms.Length));

    private static int Selected(PolicyBook book, PolicyQuestion question) => Scene.Done(book.Select(question)).Terms.Persons;
}

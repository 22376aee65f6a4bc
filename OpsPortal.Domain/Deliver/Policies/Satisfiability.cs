using OpsPortal.Domain.Deliver.Duties;
using OpsPortal.Domain.Kernel;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>Whether there are enough people for a policy.</summary>
public static class Satisfiability
{
    /// <summary>Why the terms can never be met by those who are here, or null where they can. How old a role is does not count: it grows by itself.</summary>
    public static Refusal? Check(PolicyTerms terms, WhoIsWho who) => Short(terms, Seats(terms, who)) is { Count: > 0 } missing ? PolicyRefusals.Unsatisfiable(terms.Name, missing) : null;

    /// <summary>The policies that can no longer be met, because people left or lost a role; in the order given.</summary>
    public static IReadOnlyList<(PolicyRevision Policy, Refusal Why)> Find(IEnumerable<PolicyRevision> policies, WhoIsWho who) =>
        [.. policies.SelectMany(policy => Check(policy.Terms, who) is { } why ? [(policy, why)] : Array.Empty<(PolicyRevision, Refusal)>())];

    /// <summary>What cannot be met by persons who can stand for these groups; empty where all can.</summary>
    internal static IReadOnlyList<ApproverDemand> Short(PolicyTerms terms, IReadOnlyList<IReadOnlyList<ApproverGroup>> persons)
    {
        List<ApproverDemand> demands = [.. terms.Stages.SelectMany(stage => stage.Demands)];
        var empty = Seating.Empty(demands, persons);
        return [.. demands.Select((demand, at) => demand with { Persons = empty[at] }).Where(demand => demand.Persons > 0)];
    }

    /// <summary>One entry for each human being, with whatever persons he or she is.</summary>
    private static List<IReadOnlyList<ApproverGroup>> Seats(PolicyTerms terms, WhoIsWho who) =>
    [
        .. who.Persons.Where(person => person.IsActive)
            .GroupBy(person => who.Links.HumanOf(person.Person), StringComparer.Ordinal)
            .Select(human => (IReadOnlyList<ApproverGroup>)[.. terms.Groups.Where(group => human.Any(person => person.Memberships.Any(membership =>
                group.Admits(membership.Group, []) && (membership.GrantedBy is not { } by || who.Links.HumanOf(by) != human.Key))))]),
    ];
}

using OpsPortal.Domain.Deliver.Policies;

namespace OpsPortal.Domain.Deliver.Changes.Plans;

/// <summary>What an approval is bound to.</summary>
public static class ContentHash
{
    /// <summary>Names the form; a form that differs in anything has another name.</summary>
    public const string Form = "opsportal.change.v1";

    /// <summary>
    /// The form, the number of the change, the number and revision of the policy, the number of facts, and then of every fact that makes
    /// approvals void, in the order of the plan, its name and its parts. Written as <see cref="Canonical"/> says.
    /// </summary>
    public static Canonical Write(ChangeNumber number, ChangePlan plan, PolicyReference policy)
    {
        List<PlanFact> facts = [.. PlanFacts.Of(plan).Where(fact => fact.Voids)];
        var content = new Canonical(Form).Add(number.ToString()).Add(policy.Number.ToString()).Add(policy.Revision).Add(facts.Count);
        foreach (var fact in facts) content.Add(fact.Name).Add(fact.Parts);
        return content;
    }

    /// <summary>SHA-256 of the content: 64 lower-case hex digits.</summary>
    public static string Of(ChangeNumber number, ChangePlan plan, PolicyReference policy) => Write(number, plan, policy).Hash();
}

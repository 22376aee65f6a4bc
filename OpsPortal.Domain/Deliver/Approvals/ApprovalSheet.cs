using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Deliver.Risk;

namespace OpsPortal.Domain.Deliver.Approvals;

/// <summary>All that a person who decides is shown. Its hash goes with the decision, so that it can be told later what was looked at.</summary>
/// <param name="Clashes">In words, in the order shown.</param>
/// <param name="Rehearsal">The last rehearsal of the backout plan, in words; empty: none.</param>
/// <param name="Others">Whatever else is shown, such as readiness and blast radius, in words and in the order shown.</param>
public sealed record ApprovalSheet(
    ChangeNumber Number, int Revision, ChangePlan Plan, PolicyReference Policy, RiskAssessment Risk, IReadOnlyList<string> Clashes, string Rehearsal, IReadOnlyList<string> Others)
{
    /// <summary>SHA-256 of everything on it, also of what does not make approvals void.</summary>
    public string Hash()
    {
        List<PlanFact> facts = [.. PlanFacts.Of(Plan)];
        var content = new Canonical("opsportal.approval-sheet.v1").Add(Number.ToString()).Add(Revision).Add(Policy.ToString()).Add(facts.Count);
        foreach (var fact in facts) content.Add(fact.Name).Add(fact.Parts);
        content.Add(Risk.Level.ToString()).Add(Risk.Total).Add([.. Risk.Points.Select(point => $"{point.Points} {point.Fact}: {point.Reason}")]);
        return content.Add(Clashes).Add(Rehearsal).Add(Others).Hash();
    }
}

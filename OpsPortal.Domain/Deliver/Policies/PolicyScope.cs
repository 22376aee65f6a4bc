using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Changes.Plans;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.Estate;
using OpsPortal.Domain.Estate.Graph;

namespace OpsPortal.Domain.Deliver.Policies;

/// <summary>The facts by which a policy is chosen. All come from the portal, none from whoever asks.</summary>
/// <param name="Criticality">The highest of the services that are changed.</param>
public sealed record PolicyQuestion(string Environment, Tier Tier, Criticality Criticality, ChangeKind Kind, RiskLevel Risk)
{
    /// <summary>What the catalogue says of a plan. What it does not know counts as the worst: an environment as production, a service as critical.</summary>
    public static PolicyQuestion Of(ChangePlan plan, CatalogueSnapshot catalogue, RiskLevel risk)
    {
        var entries = plan.Components.Select(component => catalogue.Find(component.Service)).ToList();
        var tiers = entries.Select(entry => entry?.Facts.Environments.FirstOrDefault(environment => string.Equals(environment.Name, plan.Environment, StringComparison.OrdinalIgnoreCase))?.Tier ?? Tier.Production);
        var criticalities = entries.Select(entry => entry?.Facts.Criticality ?? Criticality.Critical);
        return new(plan.Environment, tiers.DefaultIfEmpty(Tier.Production).Max(), criticalities.DefaultIfEmpty(Criticality.Critical).Max(), plan.Kind, risk);
    }
}

/// <summary>Which changes a policy speaks of. All that is given has to hold; an empty list holds for all.</summary>
/// <param name="Environments">By name, in any case.</param>
public sealed record PolicyScope(
    IReadOnlyList<string> Environments, IReadOnlyList<Tier> Tiers, IReadOnlyList<Criticality> Criticalities, IReadOnlyList<ChangeKind> Kinds, IReadOnlyList<RiskLevel> Risks)
{
    public static PolicyScope Everything { get; } = new([], [], [], [], []);

    public bool Holds(PolicyQuestion question) =>
        (Environments.Count == 0 || Environments.Contains(question.Environment, StringComparer.OrdinalIgnoreCase))
        && (Tiers.Count == 0 || Tiers.Contains(question.Tier))
        && (Criticalities.Count == 0 || Criticalities.Contains(question.Criticality))
        && (Kinds.Count == 0 || Kinds.Contains(question.Kind))
        && (Risks.Count == 0 || Risks.Contains(question.Risk));

    /// <summary>It speaks of nothing but standard changes of low risk.</summary>
    public bool IsLowStandard => Kinds is [ChangeKind.Standard] && Risks is [RiskLevel.Low];

    /// <summary>Every question there can be, for the environments that are named and one that nobody names.</summary>
    public static IEnumerable<PolicyQuestion> AllQuestions(IEnumerable<PolicyScope> scopes) =>
        from environment in scopes.SelectMany(scope => scope.Environments).Append("").Distinct(StringComparer.OrdinalIgnoreCase)
        from tier in Enum.GetValues<Tier>()
        from criticality in Enum.GetValues<Criticality>()
        from kind in Enum.GetValues<ChangeKind>()
        from risk in Enum.GetValues<RiskLevel>()
        select new PolicyQuestion(environment, tier, criticality, kind, risk);
}

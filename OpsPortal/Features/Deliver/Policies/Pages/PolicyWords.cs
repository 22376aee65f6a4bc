using OpsPortal.Domain.Deliver.Policies;
using OpsPortal.Domain.Estate;
using OpsPortal.Features.Deliver.Changes.Components;
using OpsPortal.Ui.Time;

namespace OpsPortal.Features.Deliver.Policies.Pages;

/// <summary>Policies in the words of the screens.</summary>
internal static class PolicyWords
{
    /// <summary>Of which changes it speaks.</summary>
    public static string Scope(PolicyScope scope)
    {
        List<string> parts = [];
        if (scope.Kinds.Count > 0) parts.Add(string.Join(" or ", scope.Kinds.Select(kind => kind.ToString().ToLowerInvariant())) + " changes");
        if (scope.Tiers.Count > 0) parts.Add("in " + string.Join(" or ", scope.Tiers.Select(EstateWords.Of)));
        if (scope.Environments.Count > 0) parts.Add("in " + string.Join(" or ", scope.Environments));
        if (scope.Criticalities.Count > 0) parts.Add("to services of " + string.Join(" or ", scope.Criticalities.Select(EstateWords.Of)) + " criticality");
        if (scope.Risks.Count > 0) parts.Add("of " + string.Join(" or ", scope.Risks.Select(risk => ChangeWords.Risk(risk).ToLowerInvariant())) + " risk");
        return parts.Count == 0 ? "Every change" : char.ToUpperInvariant(parts[0][0]) + string.Join(", ", parts)[1..];
    }

    /// <summary>Who must approve.</summary>
    public static string Demands(PolicyTerms terms) =>
        string.Join(terms.Ordered ? ", then " : " and ", terms.Stages.Select(stage => string.Join(" and ", stage.Demands.Select(demand => $"{demand.Persons} × {demand.Group}"))));

    /// <summary>What else it says.</summary>
    public static string Rest(PolicyTerms terms) =>
        $"Decided within {Spans.Duration(terms.DecideWithin)}; an approval holds for {Spans.Duration(terms.ApprovalsLast)}; a role counts after {Spans.Duration(terms.MinimumRoleAge)}."
        + (terms.ExecutorSeparate ? " A third person carries it out." : "") + (terms.KnownAuthors ? " The authors of every version have to be known persons." : "") + (terms.RequesterMayApprove ? " Whoever asks may be among those who approve." : "")
        + (terms.RehearsedWithin is { } within ? $" Into production only with a backout plan that was rehearsed not longer than {within.TotalDays:0} days ago." : "");
}

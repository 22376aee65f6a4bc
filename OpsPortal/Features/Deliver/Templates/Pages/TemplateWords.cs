using OpsPortal.Domain.Deliver.Changes.Templates;

namespace OpsPortal.Features.Deliver.Templates.Pages;

/// <summary>Templates in the words of the screens.</summary>
internal static class TemplateWords
{
    public static string State(TemplateState state) => state switch
    {
        TemplateState.InForce => "In force",
        TemplateState.Dropped => "Not approved",
        _ => state.ToString(),
    };

    /// <summary>What is fixed, in one sentence.</summary>
    public static string Fixed(TemplateTerms terms) =>
        $"{Names(terms.Components)} in {Names(terms.Environments)}, in {terms.Steps.Count} {(terms.Steps.Count == 1 ? "step" : "steps")}: {string.Join(", then ", terms.Steps.Select(step => step.Title))}.";

    /// <summary>How it is taken back.</summary>
    public static string Backout(TemplateTerms terms) => $"Back out when: {terms.Backout.When}. {string.Join(", then ", terms.Backout.Steps.Select(step => step.Title))}.";

    /// <summary>What is left to give.</summary>
    public static string Free(TemplateTerms terms) => terms.Parameters.Count == 0 ? "Free: versions and window." : $"Free: versions, window, and the values of {Names(terms.Parameters)}.";

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names);
}

using OpsPortal.Domain.Improve.Improvements;
using OpsPortal.Features.Improve.Improvements.Components;
using OpsPortal.Features.Improve.Improvements.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Improve.Improvements.Pages;

/// <summary>How the register can be narrowed.</summary>
internal static class ImprovementListing
{
    private const string Open = "Open", All = "All";

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Open, "Open"), new(nameof(ImprovementState.Proposed), "To decide"), new(nameof(ImprovementState.Done), "Done"), new(nameof(ImprovementState.Dismissed), "Dismissed"), new(All, "All")])
    { Default = [Open], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<ImprovementState>().Select(state => new Choice(state.ToString(), ImprovementWords.State(state)))]);
    private static readonly Facet SourceFacet = new("source", "Source", [.. Enum.GetValues<ImprovementSource>().Select(source => new Choice(source.ToString(), ImprovementWords.Source(source)))]);
    private static readonly Facet OwnerFacet = new("owner", "Owner", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, SourceFacet, OwnerFacet];

    public static ImprovementFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        States = States(query),
        Sources = [.. query.Of(SourceFacet).Select(Enum.Parse<ImprovementSource>)],
        Owner = query.Of(OwnerFacet).FirstOrDefault() ?? "",
    };

    /// <summary>Whether an improvement, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, ImprovementRow row) => States(query) is var states && (states.Count == 0 || states.Contains(row.State));

    private static IReadOnlyList<ImprovementState> States(ListQuery query)
    {
        ImprovementState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<ImprovementState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [Open] => ImprovementLifecycle.Open,
            [All] or [] => [],
            [var one] => [Enum.Parse<ImprovementState>(one)],
            _ => [],
        };
    }
}

using OpsPortal.Domain.Deliver.Releases;
using OpsPortal.Features.Deliver.Releases.Components;
using OpsPortal.Features.Deliver.Releases.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.Releases.Pages;

/// <summary>How the list of releases can be narrowed.</summary>
internal static class ReleaseListing
{
    private const string Open = "Open", All = "All";

    private static readonly ReleaseState[] Unfinished = [ReleaseState.Planned, ReleaseState.Go, ReleaseState.NoGo];

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Open, "Open"), new(nameof(ReleaseState.Go), "Go"), new(nameof(ReleaseState.Released), "Released"), new(nameof(ReleaseState.Withdrawn), "Withdrawn"), new(All, "All")])
    { Default = [Open], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<ReleaseState>().Select(state => new Choice(state.ToString(), ReleaseWords.State(state)))]);
    private static readonly Facet EnvironmentFacet = new("environment", "Environment", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, EnvironmentFacet];

    public static ReleaseFilter Filter(ListQuery query) => new() { Text = query.Text, States = States(query), Environment = query.Of(EnvironmentFacet).FirstOrDefault() ?? "" };

    /// <summary>Whether a release, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, ReleaseRow row) => Filter(query).States is var states && (states.Count == 0 || states.Contains(row.State));

    private static IReadOnlyList<ReleaseState> States(ListQuery query)
    {
        ReleaseState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<ReleaseState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [Open] => Unfinished,
            [All] or [] => [],
            [var one] => [Enum.Parse<ReleaseState>(one)],
            _ => [],
        };
    }
}

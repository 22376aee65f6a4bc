using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Problems;
using OpsPortal.Features.Respond.Problems.Components;
using OpsPortal.Features.Respond.Problems.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Respond.Problems.Pages;

/// <summary>How the list of problems can be narrowed.</summary>
internal static class ProblemListing
{
    private const string Open = "Open", Mine = "mine", Unowned = "unowned", All = "All";

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Open, "Open"), new(nameof(ProblemState.Proposed), "Proposed"), new(nameof(ProblemState.KnownError), "Known errors"), new(nameof(ProblemState.Closed), "Closed"), new(All, "All")])
    { Default = [Open], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<ProblemState>().Select(state => new Choice(state.ToString(), ProblemWords.State(state)))]);
    private static readonly Facet PriorityFacet = new("priority", "Priority", [.. Enum.GetNames<Priority>().Select(name => new Choice(name, name))]);
    private static readonly Facet OwnerFacet = new("owner", "Owner", [new(Mine, "Mine"), new(Unowned, "Nobody's")]) { Single = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, PriorityFacet, OwnerFacet, ServiceFacet];

    public static ProblemFilter Filter(ListQuery query, PersonId? me) => new()
    {
        Text = query.Text,
        States = States(query),
        Priorities = [.. query.Of(PriorityFacet).Select(Enum.Parse<Priority>)],
        Owner = query.Of(OwnerFacet).Contains(Mine) ? me : null,
        Unowned = query.Of(OwnerFacet).Contains(Unowned),
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
    };

    /// <summary>Whether a problem, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, ProblemRow row, PersonId? me)
    {
        var filter = Filter(query, me);
        return (filter.States.Count == 0 || filter.States.Contains(row.State)) && (filter.Priorities.Count == 0 || filter.Priorities.Contains(row.Priority))
            && (!filter.Unowned || row.Owner is null) && (filter.Owner is null || filter.Owner == row.Owner);
    }

    /// <summary>States that were chosen one by one count more than the standing.</summary>
    private static IReadOnlyList<ProblemState> States(ListQuery query)
    {
        ProblemState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<ProblemState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [Open] => ProblemLifecycle.Open,
            [nameof(ProblemState.Proposed)] => [ProblemState.Proposed],
            [nameof(ProblemState.KnownError)] => [ProblemState.KnownError],
            [nameof(ProblemState.Closed)] => [ProblemState.Closed, ProblemState.Dismissed],
            _ => [],
        };
    }
}

using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Domain.Respond.Incidents;
using OpsPortal.Features.Respond.Incidents.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Respond.Incidents.Pages;

/// <summary>How the list of incidents can be narrowed.</summary>
internal static class IncidentListing
{
    private const string Open = "Open", Mine = "mine", Unowned = "unowned", Yes = "yes";

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Open, "Open"), new(nameof(IncidentState.Resolved), "Resolved"), new(nameof(IncidentState.Closed), "Closed"), new("All", "All")])
    { Default = [Open], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetNames<IncidentState>().Select(name => new Choice(name, name))]);
    private static readonly Facet PriorityFacet = new("priority", "Priority", [.. Enum.GetNames<Priority>().Select(name => new Choice(name, name))]);
    private static readonly Facet OwnerFacet = new("owner", "Owner", [new(Mine, "Mine"), new(Unowned, "Nobody's")]) { Single = true };
    private static readonly Facet MajorFacet = new("major", "Major", [new(Yes, "Major only")]) { Single = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, PriorityFacet, OwnerFacet, MajorFacet, ServiceFacet];

    public static IncidentFilter Filter(ListQuery query, PersonId? me) => new()
    {
        Text = query.Text,
        States = States(query),
        Priorities = [.. query.Of(PriorityFacet).Select(Enum.Parse<Priority>)],
        Owner = query.Of(OwnerFacet).Contains(Mine) ? me : null,
        Unowned = query.Of(OwnerFacet).Contains(Unowned),
        IsMajor = query.Of(MajorFacet).Contains(Yes) ? true : null,
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
    };

    /// <summary>Whether an incident, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, IncidentRow row, PersonId? me)
    {
        var filter = Filter(query, me);
        return (filter.States.Count == 0 || filter.States.Contains(row.State)) && (filter.Priorities.Count == 0 || filter.Priorities.Contains(row.Priority))
            && (!filter.Unowned || row.Owner is null) && (filter.Owner is null || filter.Owner == row.Owner) && (filter.IsMajor is not true || row.IsMajor);
    }

    /// <summary>States that were chosen one by one count more than the standing.</summary>
    private static IReadOnlyList<IncidentState> States(ListQuery query)
    {
        IncidentState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<IncidentState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [Open] => IncidentLifecycle.Open,
            [nameof(IncidentState.Resolved)] => [IncidentState.Resolved],
            [nameof(IncidentState.Closed)] => [IncidentState.Closed],
            _ => [],
        };
    }
}

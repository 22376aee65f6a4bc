using OpsPortal.Domain.Deliver.Changes;
using OpsPortal.Domain.Deliver.Risk;
using OpsPortal.Domain.People;
using OpsPortal.Features.Deliver.Changes.Components;
using OpsPortal.Features.Deliver.Changes.Queries;
using OpsPortal.Ui.Lists;
using Kind = OpsPortal.Domain.Deliver.Changes.ChangeKind;

namespace OpsPortal.Features.Deliver.Changes.Pages;

/// <summary>How the list of changes can be narrowed.</summary>
internal static class ChangeListing
{
    private const string Open = "Open", Mine = "mine", All = "All";

    private static readonly ChangeState[] Unfinished = [ChangeState.Draft, ChangeState.AwaitingApproval, ChangeState.Approved, ChangeState.Rejected, ChangeState.Implementing, ChangeState.Implemented, ChangeState.BackedOut];

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Open, "Open"), new(nameof(ChangeState.AwaitingApproval), "Awaiting approval"), new(nameof(ChangeState.Approved), "Approved"), new(nameof(ChangeState.Implementing), "Implementing"), new(All, "All")])
    { Default = [Open], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<ChangeState>().Select(state => new Choice(state.ToString(), ChangeWords.State(state)))]);
    private static readonly Facet KindFacet = new("kind", "Kind", [.. Enum.GetNames<Kind>().Select(name => new Choice(name, name))]);
    private static readonly Facet RiskFacet = new("risk", "Risk", [.. Enum.GetValues<RiskLevel>().Select(risk => new Choice(risk.ToString(), ChangeWords.Risk(risk)))]);
    private static readonly Facet WhoseFacet = new("whose", "Requested by", [new(Mine, "Me")]) { Single = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);
    private static readonly Facet EnvironmentFacet = new("environment", "Environment", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, KindFacet, RiskFacet, WhoseFacet, ServiceFacet, EnvironmentFacet];

    public static ChangeFilter Filter(ListQuery query, PersonId? me) => new()
    {
        Text = query.Text,
        States = States(query),
        Kinds = [.. query.Of(KindFacet).Select(Enum.Parse<Kind>)],
        Risks = [.. query.Of(RiskFacet).Select(Enum.Parse<RiskLevel>)],
        Requester = query.Of(WhoseFacet).Contains(Mine) ? me : null,
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
        Environment = query.Of(EnvironmentFacet).FirstOrDefault() ?? "",
    };

    /// <summary>Whether a change, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, ChangeRow row)
    {
        var filter = Filter(query, null);
        return (filter.States.Count == 0 || filter.States.Contains(row.State)) && (filter.Kinds.Count == 0 || filter.Kinds.Contains(row.Kind)) && (filter.Risks.Count == 0 || filter.Risks.Contains(row.Risk));
    }

    private static IReadOnlyList<ChangeState> States(ListQuery query)
    {
        ChangeState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<ChangeState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [Open] => Unfinished,
            [All] or [] => [],
            [var one] => [Enum.Parse<ChangeState>(one)],
            _ => [],
        };
    }
}

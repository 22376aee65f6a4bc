using OpsPortal.Domain.Deliver.Deployments;
using OpsPortal.Features.Deliver.Deployments.Components;
using OpsPortal.Features.Deliver.Deployments.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.Deployments.Pages;

/// <summary>How the list of deployments can be narrowed.</summary>
internal static class DeploymentListing
{
    private const string UnderWay = "UnderWay", All = "All";

    private static readonly DeploymentState[] Open = [.. Enum.GetValues<DeploymentState>().Where(state => !DeploymentLifecycle.HasEnded(state))];

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(UnderWay, "Under way"), new(nameof(DeploymentState.WaitingForPerson), "Waiting for a person"), new(nameof(DeploymentState.Succeeded), "Succeeded"), new(nameof(DeploymentState.RolledBack), "Rolled back"), new(All, "All")])
    { Default = [All], Single = true, Inline = true };

    private static readonly Facet StateFacet = new("state", "State", [.. Enum.GetValues<DeploymentState>().Select(state => new Choice(state.ToString(), DeploymentWords.State(state)))]);
    private static readonly Facet ServiceFacet = new("service", "Service", []);
    private static readonly Facet EnvironmentFacet = new("environment", "Environment", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, StateFacet, ServiceFacet, EnvironmentFacet];

    public static DeploymentFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        States = States(query),
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
        Environment = query.Of(EnvironmentFacet).FirstOrDefault() ?? "",
    };

    /// <summary>Whether a deployment, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, DeploymentRow row) => Filter(query).States is var states && (states.Count == 0 || states.Contains(row.State));

    private static IReadOnlyList<DeploymentState> States(ListQuery query)
    {
        DeploymentState[] chosen = [.. query.Of(StateFacet).Select(Enum.Parse<DeploymentState>)];
        return chosen.Length > 0 ? chosen : query.Of(StandingFacet) switch
        {
            [UnderWay] => Open,
            [All] or [] => [],
            [var one] => [Enum.Parse<DeploymentState>(one)],
            _ => [],
        };
    }
}

using OpsPortal.Domain.Estate;
using OpsPortal.Features.Estate.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Estate.Pages;

/// <summary>How the list of services can be narrowed and ordered, and what an address of it asks for.</summary>
internal static class ServiceListing
{
    private const string Unowned = "nobody";

    private static readonly Facet HealthFacet = new("health", "Health", [.. Enum.GetValues<HealthLevel>().Reverse().Select(level => new Choice(level.ToString(), level.ToString()))]) { Inline = true };
    private static readonly Facet CriticalityFacet = new("criticality", "Criticality", [.. Enum.GetValues<Criticality>().Reverse().Select(level => new Choice(level.ToString(), level.ToString()))]);
    private static readonly Facet TierFacet = new("environment", "Environment", [.. Enum.GetValues<Tier>().Reverse().Select(tier => new Choice(tier.ToString(), tier.ToString()))]);
    private static readonly Facet OwnerFacet = new("owner", "Owner", [new(Unowned, "Nobody's")]) { Single = true };

    /// <summary>By name: any name may be asked for.</summary>
    private static readonly Facet TeamFacet = new("team", "Team", []);

    /// <param name="teams">Offered as choices; none: the name is typed.</param>
    public static IReadOnlyList<Facet> Facets(IReadOnlyList<string> teams) =>
        [HealthFacet, CriticalityFacet, teams.Count == 0 ? TeamFacet : TeamFacet with { Choices = [.. teams.Select(team => new Choice(team, team))], Single = true }, TierFacet, OwnerFacet];

    public static IReadOnlyList<Choice> Orders { get; } =
    [
        new(nameof(ServiceOrder.Health), "Health"), new(nameof(ServiceOrder.Name), "Name"),
        new(nameof(ServiceOrder.Criticality), "Criticality"), new(nameof(ServiceOrder.Dependants), "Dependants"),
    ];

    public static ServiceFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        Levels = Read<HealthLevel>(query, HealthFacet),
        Criticalities = Read<Criticality>(query, CriticalityFacet),
        Tiers = Read<Tier>(query, TierFacet),
        Team = query.Of(TeamFacet) is [var team, ..] ? team : "",
        Unowned = query.Of(OwnerFacet).Contains(Unowned),
        Order = Enum.TryParse<ServiceOrder>(query.Order, ignoreCase: true, out var order) ? order : ServiceOrder.Health,
    };

    private static List<T> Read<T>(ListQuery query, Facet facet) where T : struct, Enum =>
        [.. query.Of(facet).Select(value => Enum.TryParse<T>(value, out var read) ? read : (T?)null).OfType<T>()];
}

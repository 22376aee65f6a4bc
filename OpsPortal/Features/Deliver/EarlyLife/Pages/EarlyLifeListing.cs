using OpsPortal.Features.Deliver.EarlyLife.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.EarlyLife.Pages;

/// <summary>How the list of supports can be narrowed.</summary>
internal static class EarlyLifeListing
{
    private const string Running = "Running", Over = "Over";

    private static readonly Facet StandingFacet = new("standing", "Standing", [new(Running, "Running"), new(Over, "Ended")]) { Single = true, Inline = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, ServiceFacet];

    public static EarlyLifeFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
        IsOver = query.Of(StandingFacet) switch { [Running] => false, [Over] => true, _ => null },
    };

    /// <summary>Whether a support, as it is now, is still what the address asks for.</summary>
    public static bool Belongs(ListQuery query, EarlyLifeRow row) => Filter(query).IsOver is not { } over || over == row.EndedAt is not null;
}

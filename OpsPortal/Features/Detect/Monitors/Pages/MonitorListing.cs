using OpsPortal.Domain.Detect.Monitors;
using OpsPortal.Domain.Detect.Monitors.Thresholds;
using OpsPortal.Features.Detect.Monitors.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Monitors.Pages;

/// <summary>How the list of monitors can be narrowed.</summary>
internal static class MonitorListing
{
    private const string On = "on";

    private static readonly Facet StateFacet = new("state", "State", [new(nameof(Phase.Firing), "Firing"), new(nameof(Phase.Pending), "Pending"), new(nameof(Phase.NoData), "Silent"),
        new(nameof(Phase.Ok), "OK"), new(nameof(Phase.Off), "Outside hours"), new(nameof(Phase.Unknown), "Not known yet")]);

    private static readonly Facet KindFacet = new("kind", "Kind", [.. Enum.GetNames<MonitorKind>().Select(name => new Choice(name, name))]);
    private static readonly Facet EnabledFacet = new("enabled", "Enabled", [new(On, "Enabled"), new("off", "Disabled")]) { Single = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StateFacet, KindFacet, EnabledFacet, ServiceFacet];

    public static MonitorFilter Filter(ListQuery query) => new()
    {
        Text = query.Text,
        Phases = [.. query.Of(StateFacet).Select(Enum.Parse<Phase>)],
        Kinds = [.. query.Of(KindFacet).Select(Enum.Parse<MonitorKind>)],
        Enabled = query.Of(EnabledFacet) is [var enabled] ? enabled == On : null,
        Service = query.Of(ServiceFacet).FirstOrDefault() ?? "",
    };
}

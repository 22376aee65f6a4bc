using System.Globalization;
using OpsPortal.Domain.Deliver.Notices;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Deliver.Notices.Pages;

/// <summary>Notices as the list of them tells and narrows.</summary>
internal static class NoticeWords
{
    private const string Rogue = "rogue";

    private static readonly Facet StatusFacet = new("status", "Status", [.. Enum.GetValues<NoticeStatus>().Select(status => new Choice(status.ToString(), Status(status)))]);
    private static readonly Facet RogueFacet = new("approvals", "Approvals", [new(Rogue, "Past the approvals")]) { Inline = true, Single = true };
    private static readonly Facet ServiceFacet = new("service", "Service", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [RogueFacet, StatusFacet, ServiceFacet];

    public static NoticeFilter Filter(ListQuery query) => new(query.Text, [.. query.Of(StatusFacet).Select(Enum.Parse<NoticeStatus>)], query.Of(ServiceFacet).FirstOrDefault() ?? "", query.Of(RogueFacet).Contains(Rogue));

    public static string Key(DeploymentNotice notice) => notice.Id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its change; where it has none, the changes that it may have meant.</summary>
    public static string Href(DeploymentNotice notice) => notice.Change is { } change ? $"/changes/{change}" : $"/changes?standing=All&service={notice.Service}";

    public static string Status(NoticeStatus status) => status switch
    {
        NoticeStatus.RolledBack => "Rolled back",
        _ => status.ToString(),
    };
}

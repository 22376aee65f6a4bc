using MudBlazor;
using OpsPortal.Domain.People;

namespace OpsPortal.Ui.Shell;

/// <summary>One entry of the left rail.</summary>
/// <param name="Permission">Whoever lacks it does not see the entry.</param>
public sealed record Area(string Title, string Href, string Icon, string Permission)
{
    /// <summary>Every area that exists, in the order of the flow; a null parts two groups.</summary>
    public static IReadOnlyList<Area?> All { get; } =
    [
        new("Dashboard", "/", Icons.Material.Outlined.SpaceDashboard, Permissions.PortalUse),
        new("Events", "/events", Icons.Material.Outlined.NotificationsActive, Permissions.EventsRead),
        new("Incidents", "/incidents", Icons.Material.Outlined.LocalFireDepartment, Permissions.IncidentsRead),
        new("Handoff", "/handoff", Icons.Material.Outlined.SyncAlt, Permissions.IncidentsRead),
        new("Problems", "/problems", Icons.Material.Outlined.Troubleshoot, Permissions.ProblemsRead),
        new("On call", "/on-call", Icons.Material.Outlined.SupportAgent, Permissions.PortalUse),
        null,
        new("Calendar", "/calendar", Icons.Material.Outlined.CalendarMonth, Permissions.WindowsRead),
        new("Changes", "/changes", Icons.Material.Outlined.PublishedWithChanges, Permissions.ChangesRead),
        new("Approvals", "/approvals", Icons.Material.Outlined.HowToReg, Permissions.ApprovalsDecide),
        new("Deployments", "/deployments", Icons.Material.Outlined.RocketLaunch, Permissions.ChangesRead),
        new("Releases", "/releases", Icons.Material.Outlined.NewReleases, Permissions.ReleasesRead),
        new("Maintenance", "/maintenance", Icons.Material.Outlined.Construction, Permissions.WindowsRead),
        null,
        new("Services", "/services", Icons.Material.Outlined.Hub, Permissions.ServicesRead),
        new("Monitors", "/monitors", Icons.Material.Outlined.MonitorHeart, Permissions.MonitorsRead),
        new("Automation", "/automation", Icons.Material.Outlined.Bolt, Permissions.AutomationRead),
        new("Sources", "/sources", Icons.Material.Outlined.Input, Permissions.SourcesRead),
        null,
        new("Reports", "/reports", Icons.Material.Outlined.Assessment, Permissions.ReportsRead),
        new("Improvements", "/improvements", Icons.Material.Outlined.TrendingUp, Permissions.ImprovementsRead),
        new("Announcements", "/announcements", Icons.Material.Outlined.Campaign, Permissions.AnnouncementsRead),
        null,
        new("Audit", "/audit", Icons.Material.Outlined.FactCheck, Permissions.AuditRead),
        new("Administration", "/admin", Icons.Material.Outlined.Tune, Permissions.PeopleManage),
    ];

    /// <summary>The areas an actor may open; no group is left empty at an end.</summary>
    public static IReadOnlyList<Area?> For(Actor actor)
    {
        var open = All.Where(area => area is null || actor.May(area.Permission)).ToList();
        while (open is [null, ..]) open.RemoveAt(0);
        while (open is [.., null]) open.RemoveAt(open.Count - 1);
        return open;
    }

    /// <summary>Whether a path lies in this area.</summary>
    public bool Holds(string path) => Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}

namespace OpsPortal.Domain.People;

/// <summary>Permissions in plain words, for those who grant them.</summary>
public static class PermissionTitles
{
    public static string Of(string permission) => permission switch
    {
        Permissions.SignalsIngest => "Send signals to an intake",
        Permissions.EventsRead => "Read events",
        Permissions.EventsWork => "Work on events: acknowledge, assign, snooze, resolve, close",
        Permissions.SilencesRead => "Read silences",
        Permissions.SilencesWrite => "Set and expire silences",
        Permissions.WindowsRead => "See maintenance windows, freezes and the calendar",
        Permissions.WindowsWrite => "Plan, change, begin, extend, end and call off maintenance windows",
        Permissions.WindowsApprove => "Approve maintenance windows that others plan for critical services",
        Permissions.FreezesWrite => "Set and lift freezes",
        Permissions.MonitorsRead => "Read monitors, their history and back-tests",
        Permissions.MonitorsWrite => "Set up, change, disable and delete monitors",
        Permissions.SourcesRead => "See the sources of signals and what they sent",
        Permissions.SourcesManage => "Set up sources, their keys and mappings",
        Permissions.RulesRead => "See signals, and why they became events or did not",
        Permissions.RulesWrite => "Change the rules that decide which signals become events",
        Permissions.AuditRead => "Read and verify the audit trail",
        Permissions.PeopleManage => "Manage people, accounts and duties",
        Permissions.ApiKeysManage => "Create and revoke API keys",
        Permissions.JobsManage => "See and run background jobs",
        Permissions.ReportsRead => "Read reports",
        Permissions.ServicesRead => "Read the service catalogue",
        Permissions.ServicesWrite => "Change the service catalogue, its teams and mapping rules",
        Permissions.AutomationRead => "See triggers and their runs",
        Permissions.AutomationWrite => "Set up, change, stop and restart triggers",
        Permissions.AutomationApprove => "Approve what triggers of others want to do",
        Permissions.IncidentsRead => "Read incidents",
        Permissions.IncidentsWork => "Open and work incidents",
        Permissions.ProblemsRead => "Read problems and known errors",
        Permissions.ProblemsWork => "Work problems: confirm, dismiss, write cause and workaround, record the fix, close",
        Permissions.OnCallManage => "Set up rotations, and say who stands in",
        Permissions.AnnouncementsRead => "Read announcements",
        Permissions.AnnouncementsWrite => "Write, publish and end announcements; say what is public",
        Permissions.SubscribersManage => "See the addresses of subscribers, and remove them",
        Permissions.NotificationsOwn => "Be told of events oneself",
        Permissions.NotificationsManage => "Say what teams are told of",
        Permissions.DeliveriesRead => "See what left the portal",
        Permissions.DeliveriesRetry => "Send again what was given up",
        Permissions.PortalUse => "Use the portal: own account, dashboard",
        Permissions.MetricsRead => "Scrape metrics",
        _ => permission,
    };
}

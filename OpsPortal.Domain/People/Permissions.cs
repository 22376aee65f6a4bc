using System.Collections.Frozen;

namespace OpsPortal.Domain.People;

/// <summary>Everything that can be allowed. Each is also the name of an authorization policy and of an API key's scope.</summary>
public static class Permissions
{
    /// <summary>Send signals to an intake, and read and set silences as Alertmanager's own clients do.</summary>
    public const string SignalsIngest = "signals.ingest";

    public const string EventsRead = "events.read";

    /// <summary>Acknowledge, assign, comment, snooze, escalate, resolve, close, reopen.</summary>
    public const string EventsWork = "events.work";

    public const string SilencesRead = "silences.read";
    public const string SilencesWrite = "silences.write";

    /// <summary>See maintenance windows, freezes and the calendar.</summary>
    public const string WindowsRead = "windows.read";

    /// <summary>Plan, change, begin, extend, end and call off maintenance windows.</summary>
    public const string WindowsWrite = "windows.write";

    /// <summary>Say yes or no to windows of others that touch a service of the highest criticality.</summary>
    public const string WindowsApprove = "windows.approve";

    /// <summary>Set and lift freezes.</summary>
    public const string FreezesWrite = "freezes.write";

    /// <summary>Say what has to be true before a change begins.</summary>
    public const string ReadinessManage = "readiness.manage";

    /// <summary>Show that it is true, for what the portal cannot look at itself.</summary>
    public const string ReadinessShow = "readiness.show";

    /// <summary>Bring signed reports of checks.</summary>
    public const string ReadinessReport = "readiness.report";

    /// <summary>See the sources of signals, and what they sent.</summary>
    public const string SourcesRead = "sources.read";

    /// <summary>Add, change and remove sources, their keys and their mappings.</summary>
    public const string SourcesManage = "sources.manage";

    public const string AuditRead = "audit.read";
    public const string PeopleManage = "people.manage";
    public const string ApiKeysManage = "api-keys.manage";
    public const string JobsManage = "jobs.manage";
    public const string ReportsRead = "reports.read";

    /// <summary>Read the catalogue: services, teams, the graph, the mapping rules.</summary>
    public const string ServicesRead = "services.read";

    /// <summary>Create, edit, delete and import services and teams; change the mapping rules.</summary>
    public const string ServicesWrite = "services.write";

    /// <summary>Use the portal at all: own account, own settings, the dashboard.</summary>
    public const string PortalUse = "portal.use";

    /// <summary>Scrape <c>/metrics</c>.</summary>
    public const string MetricsRead = "metrics.read";

    /// <summary>See signals with what was decided about them, and the rules that decide.</summary>
    public const string RulesRead = "rules.read";

    /// <summary>Change the rules that decide which signals become events, how events are grouped and how they are prioritised.</summary>
    public const string RulesWrite = "rules.write";

    public const string MonitorsRead = "monitors.read";

    /// <summary>Set monitors up, change, disable and delete them; a probe makes the portal connect to where it says.</summary>
    public const string MonitorsWrite = "monitors.write";

    /// <summary>See triggers and their runs, with what was sent and what came back.</summary>
    public const string AutomationRead = "automation.read";

    /// <summary>Set triggers up, change, stop, restart and delete them; they make the portal act on other systems.</summary>
    public const string AutomationWrite = "automation.write";

    /// <summary>Say yes or no to runs that ask first, except of triggers one saved last oneself.</summary>
    public const string AutomationApprove = "automation.approve";

    public const string IncidentsRead = "incidents.read";

    /// <summary>Open incidents, take them on, give roles, write, resolve, close, reopen.</summary>
    public const string IncidentsWork = "incidents.work";

    /// <summary>See problems, known errors, and whether fixes hold.</summary>
    public const string ProblemsRead = "problems.read";

    /// <summary>Propose, confirm and dismiss problems, write causes and workarounds, record fixes, close, reopen.</summary>
    public const string ProblemsWork = "problems.work";

    /// <summary>Set rotations up, and say who stands in.</summary>
    public const string OnCallManage = "on-call.manage";

    public const string AnnouncementsRead = "announcements.read";

    /// <summary>Write, publish, update and end announcements, change their templates, and say which services are public.</summary>
    public const string AnnouncementsWrite = "announcements.write";

    /// <summary>See the addresses of those who are told, and remove subscriptions.</summary>
    public const string SubscribersManage = "subscribers.manage";

    /// <summary>Be told of events oneself.</summary>
    public const string NotificationsOwn = "notifications.own";

    /// <summary>Say what teams are told of.</summary>
    public const string NotificationsManage = "notifications.manage";

    /// <summary>See what left the portal, to whom and how it went.</summary>
    public const string DeliveriesRead = "deliveries.read";

    /// <summary>Try again what was given up.</summary>
    public const string DeliveriesRetry = "deliveries.retry";

    /// <summary>See changes, their plans, their approvals and the policies that decide on them.</summary>
    public const string ChangesRead = "changes.read";

    /// <summary>Request changes, edit them, ask for approval, name authors, call off.</summary>
    public const string ChangesWrite = "changes.write";

    /// <summary>Begin changes that may begin, and end them. Whoever approved one cannot begin it, whatever else is permitted.</summary>
    public const string ChangesImplement = "changes.implement";

    /// <summary>Say what is deployed elsewhere: that it wants to go out, begins, ends. Drafts of changes are requested on the strength of it, and changes that began end.</summary>
    public const string DeploymentsReport = "deployments.report";

    /// <summary>Say how versions are brought to environments: models, tasks, checks, analyses and traffic.</summary>
    public const string DeploymentsPlan = "deployments.plan";

    /// <summary>Leave a step of a deployment out, and lift the quarantine of a version; with a reason.</summary>
    public const string DeploymentsSkip = "deployments.skip";

    /// <summary>See the names of the secrets that steps use, set them, give them other values and remove them. Nothing shows a value again.</summary>
    public const string SecretsWrite = "secrets.write";

    /// <summary>See the routes of the gateway, with their destinations and how traffic is shared.</summary>
    public const string TrafficRead = "traffic.read";

    /// <summary>Set routes of the gateway up, change and remove them; the portal passes requests on to where they say.</summary>
    public const string TrafficWrite = "traffic.write";

    /// <summary>Say which versions run where.</summary>
    public const string VersionsReport = "versions.report";

    /// <summary>Say where the portal looks up which version runs; it connects to where that says.</summary>
    public const string VersionsManage = "versions.manage";

    /// <summary>Say of what runs without approval that it was looked at.</summary>
    public const string VersionsReview = "versions.review";

    /// <summary>Decide where one is asked to. Who is asked is told by the policies alone.</summary>
    public const string ApprovalsDecide = "approvals.decide";

    /// <summary>Propose approval policies and templates of standard changes; others approve them.</summary>
    public const string PoliciesWrite = "approval-policies.write";

    /// <summary>Let one change begin in a freeze. It does not follow from the right to approve, nor the other way round.</summary>
    public const string FreezesOverride = "freezes.override";

    /// <summary>Declare and confirm that an emergency change goes without its approvals.</summary>
    public const string ChangesBreakGlass = "changes.break-glass";

    /// <summary>See releases and feature switches.</summary>
    public const string ReleasesRead = "releases.read";

    /// <summary>Plan releases, edit them and their tasks, call them off, and turn a feature off. Whoever owns a task may end it without this.</summary>
    public const string ReleasesWrite = "releases.write";

    /// <summary>Say go or no go, release, withdraw, and say who has a feature. Whoever said go cannot release, whatever else is permitted.</summary>
    public const string ReleasesDecide = "releases.decide";

    /// <summary>Ask whether somebody has a feature, as applications do.</summary>
    public const string FeaturesEvaluate = "features.evaluate";

    /// <summary>Begin early-life support, show that its criteria hold, make it last longer, and end it.</summary>
    public const string EarlyLifeWork = "early-life.work";

    /// <summary>Say which reports are mailed to whom, and when.</summary>
    public const string ReportsSchedule = "reports.schedule";

    /// <summary>See the improvement register.</summary>
    public const string ImprovementsRead = "improvements.read";

    /// <summary>Enter, edit, measure and decide on improvements.</summary>
    public const string ImprovementsWrite = "improvements.write";

    public static FrozenSet<string> All { get; } = new[]
    {
        SignalsIngest, EventsRead, EventsWork, SilencesRead, SilencesWrite, WindowsRead, WindowsWrite, WindowsApprove, FreezesWrite, ReadinessManage, ReadinessShow, ReadinessReport, SourcesRead, SourcesManage, RulesRead, RulesWrite, MonitorsRead, MonitorsWrite,
        AuditRead, PeopleManage, ApiKeysManage, JobsManage, ReportsRead, PortalUse, MetricsRead, ServicesRead, ServicesWrite, AutomationRead, AutomationWrite, AutomationApprove,
        IncidentsRead, IncidentsWork, ProblemsRead, ProblemsWork, OnCallManage,
        AnnouncementsRead, AnnouncementsWrite, SubscribersManage, NotificationsOwn, NotificationsManage, DeliveriesRead, DeliveriesRetry,
        ChangesRead, ChangesWrite, ChangesImplement, DeploymentsReport, DeploymentsPlan, DeploymentsSkip, ApprovalsDecide, PoliciesWrite, FreezesOverride, ChangesBreakGlass,
        ReleasesRead, ReleasesWrite, ReleasesDecide, FeaturesEvaluate,
        SecretsWrite, TrafficRead, TrafficWrite, VersionsReport, VersionsManage, VersionsReview, EarlyLifeWork,
        ReportsSchedule, ImprovementsRead, ImprovementsWrite,
    }.ToFrozenSet();

    /// <summary>What only a person may do, signed in: no API key carries it.</summary>
    public static FrozenSet<string> OfPersonsOnly { get; } = new[] { ApprovalsDecide, PoliciesWrite, FreezesOverride, ChangesBreakGlass, ReadinessShow, DeploymentsSkip, VersionsReview }.ToFrozenSet();
}

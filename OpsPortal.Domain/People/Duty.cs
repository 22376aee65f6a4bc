using System.Collections.Frozen;
using static OpsPortal.Domain.People.Permissions;

namespace OpsPortal.Domain.People;

/// <summary>A role by duty. A person may have several.</summary>
public enum Duty
{
    ServiceDesk,
    Operator,
    Developer,

    /// <summary>Approves deployments.</summary>
    ReleaseManager,
    ChangeManager,

    /// <summary>Reads reports.</summary>
    Manager,
    Auditor,
    Administrator,
}

/// <summary>What each duty allows. An administrator sets the portal up; that alone gives no right to work in it.</summary>
public static class Duties
{
    /// <summary>What everybody who uses the portal may see.</summary>
    private static readonly string[] Look = [PortalUse, ServicesRead, MonitorsRead, EventsRead, SilencesRead, IncidentsRead, ProblemsRead, WindowsRead, AnnouncementsRead, NotificationsOwn, ChangesRead, ApprovalsDecide, ReleasesRead, ImprovementsRead];

    /// <summary>All of telling people: announcements, subscribers, what teams are told, and what left.</summary>
    private static readonly string[] Tell = [AnnouncementsWrite, SubscribersManage, NotificationsManage, DeliveriesRead, DeliveriesRetry];

    private static readonly FrozenDictionary<Duty, string[]> Allowed = new Dictionary<Duty, string[]>
    {
        [Duty.ServiceDesk] = [.. Look, ReadinessShow, ChangesWrite, ImprovementsWrite, EventsWork, IncidentsWork, ProblemsWork, SilencesWrite, SourcesRead, RulesRead, AutomationRead, AnnouncementsWrite, DeliveriesRead],
        [Duty.Operator] = [.. Look, ReadinessShow, ChangesWrite, ChangesImplement, ReleasesWrite, DeploymentsPlan, EarlyLifeWork, ImprovementsWrite, ChangesBreakGlass, WindowsWrite, EventsWork, IncidentsWork, ProblemsWork, OnCallManage, SilencesWrite, ServicesWrite, SourcesRead, SourcesManage, RulesRead, RulesWrite, MonitorsWrite, AutomationRead, AutomationWrite, AutomationApprove, SecretsWrite, TrafficRead, TrafficWrite, VersionsManage, VersionsReview, ReportsRead, ReportsSchedule, .. Tell],
        [Duty.Developer] = [.. Look, ReadinessShow, ChangesWrite, ChangesImplement, ReleasesWrite, EarlyLifeWork, ImprovementsWrite, ProblemsWork, SourcesRead, RulesRead, AutomationRead, TrafficRead],
        [Duty.ReleaseManager] = [.. Look, ReadinessManage, ReadinessShow, ChangesWrite, ChangesImplement, ReleasesWrite, ReleasesDecide, DeploymentsPlan, DeploymentsSkip, EarlyLifeWork, ImprovementsWrite, ChangesBreakGlass, WindowsWrite, WindowsApprove, FreezesWrite, ServicesWrite, AutomationRead, AutomationApprove, TrafficRead, VersionsReview, ReportsRead, AnnouncementsWrite, DeliveriesRead],
        [Duty.ChangeManager] = [.. Look, ReadinessManage, ReadinessShow, ChangesWrite, ReleasesWrite, ReleasesDecide, DeploymentsSkip, EarlyLifeWork, ImprovementsWrite, PoliciesWrite, ChangesBreakGlass, WindowsWrite, WindowsApprove, FreezesWrite, AutomationRead, AutomationApprove, TrafficRead, VersionsReview, ReportsRead, AnnouncementsWrite, DeliveriesRead],
        [Duty.Manager] = [.. Look, FreezesOverride, OnCallManage, ReportsRead, ReportsSchedule, ImprovementsWrite],
        [Duty.Auditor] = [.. Look, AuditRead, RulesRead, AutomationRead, TrafficRead, ReportsRead, DeliveriesRead],
        [Duty.Administrator] = [.. Look, PoliciesWrite, OnCallManage, ServicesWrite, SourcesRead, SourcesManage, RulesRead, RulesWrite, MonitorsWrite, AutomationRead, AutomationWrite, SecretsWrite, TrafficRead, TrafficWrite, VersionsManage, AuditRead, PeopleManage, ApiKeysManage, JobsManage, ReportsSchedule, .. Tell],
    }.ToFrozenDictionary();

    public static IReadOnlyList<string> Permits(Duty duty) => Allowed[duty];

    public static FrozenSet<string> Permit(IEnumerable<Duty> duties) => duties.SelectMany(Permits).ToFrozenSet();

    /// <summary>As shown on screen.</summary>
    public static string Title(Duty duty) => duty switch
    {
        Duty.ServiceDesk => "Service desk",
        Duty.ReleaseManager => "Release manager",
        Duty.ChangeManager => "Change manager",
        _ => duty.ToString(),
    };
}

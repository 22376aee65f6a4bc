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
    private static readonly FrozenDictionary<Duty, string[]> Allowed = new Dictionary<Duty, string[]>
    {
        [Duty.ServiceDesk] = [PortalUse, MonitorsRead, EventsRead, EventsWork, SilencesRead, SilencesWrite, SourcesRead],
        [Duty.Operator] = [PortalUse, MonitorsRead, MonitorsWrite, EventsRead, EventsWork, SilencesRead, SilencesWrite, SourcesRead, SourcesManage, ReportsRead],
        [Duty.Developer] = [PortalUse, MonitorsRead, EventsRead, SilencesRead, SourcesRead],
        [Duty.ReleaseManager] = [PortalUse, MonitorsRead, EventsRead, SilencesRead, ReportsRead],
        [Duty.ChangeManager] = [PortalUse, MonitorsRead, EventsRead, SilencesRead, ReportsRead],
        [Duty.Manager] = [PortalUse, MonitorsRead, EventsRead, SilencesRead, ReportsRead],
        [Duty.Auditor] = [PortalUse, MonitorsRead, EventsRead, SilencesRead, AuditRead, ReportsRead],
        [Duty.Administrator] = [PortalUse, MonitorsRead, MonitorsWrite, EventsRead, SilencesRead, SourcesRead, SourcesManage, AuditRead, PeopleManage, ApiKeysManage, JobsManage],
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

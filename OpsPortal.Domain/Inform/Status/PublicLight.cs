using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Domain.Inform.Status;

/// <summary>How a service stands, as its users are told; a later one is worse.</summary>
public enum PublicLight
{
    Operational,

    /// <summary>Work that was announced.</summary>
    Maintenance,
    Degraded,
    Down,
}

/// <summary>Concludes how a service stands from what is known inside, without saying any of it.</summary>
public static class PublicLights
{
    /// <param name="worst">The worst priority of its open events that fire and are not suppressed; null: there is none.</param>
    /// <param name="announced">The effects of announcements of it that are going on.</param>
    /// <remarks>Announced maintenance explains what events show; only an announced disruption is worse than it.</remarks>
    public static PublicLight Of(Priority? worst, IEnumerable<PublicLight> announced)
    {
        var said = announced.DefaultIfEmpty(PublicLight.Operational).Max();
        if (said == PublicLight.Maintenance) return said;
        var seen = worst switch { Priority.P1 => PublicLight.Down, Priority.P2 => PublicLight.Degraded, _ => PublicLight.Operational };
        return seen > said ? seen : said;
    }

    /// <summary>In plain language.</summary>
    public static string Word(PublicLight light) => light switch
    {
        PublicLight.Operational => "Operational",
        PublicLight.Maintenance => "Maintenance",
        PublicLight.Degraded => "Degraded",
        _ => "Down",
    };
}

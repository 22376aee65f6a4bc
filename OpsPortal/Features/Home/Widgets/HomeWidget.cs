using OpsPortal.Domain.People;
using OpsPortal.Features.Home.Widgets.Estate;
using OpsPortal.Features.Home.Widgets.Queue;
using OpsPortal.Features.Home.Widgets.Work;

namespace OpsPortal.Features.Home.Widgets;

/// <summary>One part of a dashboard.</summary>
/// <param name="Key">In addresses; never changed.</param>
/// <param name="Href">Where all of it is.</param>
/// <param name="Permission">Whoever lacks it does not see it.</param>
/// <param name="Component">Has one parameter, <c>At</c>: when it is to be read anew.</param>
/// <param name="IsWide">It takes the whole width.</param>
public sealed record HomeWidget(string Key, string Title, string Href, string Permission, Type Component, bool IsWide = false)
{
    /// <summary>Every one there is, in the order in which they can be added.</summary>
    public static IReadOnlyList<HomeWidget> All { get; } =
    [
        new("needs", "What needs me", "", Permissions.PortalUse, typeof(NeedsWidget)),
        new("queue", "In the queue", "/events", Permissions.EventsRead, typeof(QueueWidget), IsWide: true),
        new("waiting", "Waiting longest: P1 and P2 nobody has taken on", "/events?priority=P1,P2&state=Prioritised&order=Oldest", Permissions.EventsRead, typeof(WaitingWidget)),
        new("arrivals", "Events opened", "/events", Permissions.EventsRead, typeof(ArrivalsWidget)),
        new("incidents", "Open incidents", "/incidents", Permissions.IncidentsRead, typeof(IncidentsWidget)),
        new("health", "Service health", "/services", Permissions.ServicesRead, typeof(HealthWidget), IsWide: true),
        new("deployments", "Deployments running and planned", "/deployments", Permissions.ChangesRead, typeof(DeploymentsWidget)),
        new("windows", "Maintenance today", "/maintenance", Permissions.WindowsRead, typeof(WindowsWidget)),
        new("on-call", "On call now", "/on-call", Permissions.PortalUse, typeof(OnCallWidget)),
        new("capacity", "Capacity: what will be full", "/monitors?kind=Capacity", Permissions.MonitorsRead, typeof(CapacityWidget)),
        new("uptime", "Uptime of public services", "/status", Permissions.ServicesRead, typeof(UptimeWidget)),
        new("sources", "Sources", "/sources", Permissions.SourcesRead, typeof(SourcesWidget)),
    ];

    public static HomeWidget? Find(string key) => All.FirstOrDefault(widget => widget.Key == key);

    /// <summary>What somebody sees who has arranged nothing, by what they do here: work the queue, bring changes out, or look after it all.</summary>
    public static IReadOnlyList<string> Usual(Actor actor) => actor switch
    {
        _ when actor.May(Permissions.EventsWork) && actor.May(Permissions.ChangesImplement) => ["queue", "needs", "incidents", "health", "deployments", "windows", "capacity", "on-call", "waiting", "sources"],
        _ when actor.May(Permissions.EventsWork) => ["queue", "needs", "waiting", "arrivals", "incidents", "windows", "on-call", "sources"],
        _ when actor.May(Permissions.ChangesWrite) => ["needs", "deployments", "health", "incidents", "windows", "on-call"],
        _ when actor.May(Permissions.ReportsRead) => ["health", "incidents", "uptime", "deployments", "capacity", "needs", "windows"],
        _ => ["queue", "needs", "health", "incidents", "deployments", "sources"],
    };

    /// <summary>The widgets of a list of keys that the actor may see, each once; what is not known is left out.</summary>
    public static IReadOnlyList<HomeWidget> Of(IEnumerable<string> keys, Actor actor) => [.. keys.Distinct(StringComparer.Ordinal).Select(Find).OfType<HomeWidget>().Where(widget => actor.May(widget.Permission))];
}

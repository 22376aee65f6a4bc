using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.People;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Ui.Lists;

namespace OpsPortal.Features.Detect.Events.Pages;

/// <summary>How the list of events can be narrowed and ordered, and what an address of it asks for.</summary>
internal static class EventListing
{
    /// <summary>Value of <see cref="StandingFacet"/>: active, snoozed and suppressed together.</summary>
    public const string AllOpen = "Open";

    public const string Mine = "mine";

    public const string Unowned = "unowned";

    private static readonly Standing[] Open = [.. EventLifecycle.Open];

    private static readonly Standing[] Waiting = [Standing.Active, Standing.Grouped];

    public static Facet StandingFacet { get; } = new("standing", "Standing",
        [.. Titles<Standing>(), new(AllOpen, "All open")])
    { Default = [nameof(Standing.Active)], Single = true, Inline = true };

    public static Facet PriorityFacet { get; } = new("priority", "Priority", Titles<Priority>());

    public static Facet TypeFacet { get; } = new("type", "Type", [.. Titles<EventType>().Reverse()]);

    public static Facet StateFacet { get; } = new("state", "State", [.. Titles<EventState>().Skip((int)EventState.Prioritised)]);

    public static Facet OwnerFacet { get; } = new("owner", "Owner", [new(Mine, "Mine"), new(Unowned, "Nobody's")]) { Single = true };

    public static Facet SourceFacet { get; } = new("source", "Source", []);

    public static Facet TagFacet { get; } = new("tag", "Maintenance tag", []);

    public static Facet GroupFacet { get; } = new("group", "Group of", []);

    /// <summary>In the order shown.</summary>
    public static IReadOnlyList<Facet> Facets { get; } = [StandingFacet, PriorityFacet, TypeFacet, StateFacet, OwnerFacet, SourceFacet, TagFacet, GroupFacet];

    /// <summary>The queue's own order first.</summary>
    public static IReadOnlyList<Choice> Orders { get; } =
    [
        new(nameof(EventOrder.Priority), "Priority"), new(nameof(EventOrder.Newest), "Newest"),
        new(nameof(EventOrder.Oldest), "Oldest"), new(nameof(EventOrder.LastSeen), "Last seen"),
    ];

    public static EventFilter Filter(ListQuery query, PersonId? me) => new()
    {
        Text = query.Text,
        Standings = Standings(query),
        Priorities = Read<Priority>(query, PriorityFacet),
        Types = Read<EventType>(query, TypeFacet),
        States = Read<EventState>(query, StateFacet),
        Owner = query.Of(OwnerFacet).Contains(Mine) ? me : null,
        Unowned = query.Of(OwnerFacet).Contains(Unowned),
        Source = query.Of(SourceFacet).FirstOrDefault() ?? "",
        Tag = query.Of(TagFacet).FirstOrDefault() ?? "",
        Group = query.Of(GroupFacet) is [var lead] && EventNumber.TryParse(lead, null, out var number) ? number : null,
        Order = Enum.TryParse<EventOrder>(query.Order, ignoreCase: true, out var order) ? order : EventOrder.Priority,
    };

    /// <summary>Whether an event, as it is now, is still what the address asks for. Words are not looked at: titles do not change.</summary>
    public static bool Belongs(ListQuery query, EventRow row, string me)
    {
        var filter = Filter(query, null);
        return Asked(filter.Standings, row.Standing) && Asked(filter.States, row.State) && Asked(filter.Priorities, row.Priority)
            && (!filter.Unowned || row.Owner.Length == 0) && (!query.Of(OwnerFacet).Contains(Mine) || row.Owner == me);
    }

    private static bool Asked<T>(IReadOnlyList<T> asked, T found) => asked.Count == 0 || asked.Contains(found);

    /// <summary>Who looks for words, for their own events or into a group means what stands behind the rows of the queue too.</summary>
    private static IReadOnlyList<Standing> Standings(ListQuery query) => query.Of(StandingFacet) switch
    {
        [AllOpen] => Open,
        [nameof(Standing.Active)] when query.Text.Length > 0 || query.Of(OwnerFacet).Contains(Mine) || query.Of(GroupFacet).Length > 0 => Waiting,
        _ => Read<Standing>(query, StandingFacet),
    };

    private static List<T> Read<T>(ListQuery query, Facet facet) where T : struct, Enum =>
        [.. query.Of(facet).Select(value => Enum.TryParse<T>(value, out var read) ? read : (T?)null).OfType<T>()];

    private static IReadOnlyList<Choice> Titles<T>() where T : struct, Enum => [.. Enum.GetNames<T>().Select(name => new Choice(name, name))];
}

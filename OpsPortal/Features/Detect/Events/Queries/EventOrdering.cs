using System.Globalization;
using OpsPortal.Domain.Detect.Events;

namespace OpsPortal.Features.Detect.Events.Queries;

/// <summary>Where a page ended: enough of its last row to find the next one in any order.</summary>
internal readonly record struct EventCursor(Priority Priority, EventNumber Number, DateTimeOffset LastSeenAt)
{
    public static EventCursor After(EventRow row) => new(row.Priority, row.Number, row.LastSeenAt);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)Priority}.{Number.Value}.{LastSeenAt.UtcTicks}");

    public static EventCursor? Parse(string? text)
    {
        var parts = text?.Split('.') ?? [];
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var priority)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new((Priority)priority, new(number), new(ticks, TimeSpan.Zero))
            : null;
    }
}

/// <summary>Each order as a sort and as the condition that continues after a cursor; the number breaks every tie.</summary>
internal static class EventOrdering
{
    public static IQueryable<Event> After(this IQueryable<Event> events, EventOrder order, EventCursor? after)
    {
        if (after is not { } last) return events;
        var (priority, number, seen) = last;

        // The first condition of each pair is implied by the second; it gives the index a place to start.
        return order switch
        {
            EventOrder.Newest => events.Where(e => e.Number < number),
            EventOrder.Oldest => events.Where(e => e.Number > number),
            EventOrder.LastSeen => events.Where(e => e.LastSeenAt <= seen && (e.LastSeenAt < seen || e.Number < number)),
            _ => events.Where(e => e.Priority >= priority && (e.Priority > priority || e.Number < number)),
        };
    }

    public static IQueryable<Event> In(this IQueryable<Event> events, EventOrder order) => order switch
    {
        EventOrder.Newest => events.OrderByDescending(e => e.Number),
        EventOrder.Oldest => events.OrderBy(e => e.Number),
        EventOrder.LastSeen => events.OrderByDescending(e => e.LastSeenAt).ThenByDescending(e => e.Number),
        _ => events.OrderBy(e => e.Priority).ThenByDescending(e => e.Number),
    };

    public static IEnumerable<EventRow> In(this IEnumerable<EventRow> rows, EventOrder order) => order switch
    {
        EventOrder.Newest => rows.OrderByDescending(e => e.Number),
        EventOrder.Oldest => rows.OrderBy(e => e.Number),
        EventOrder.LastSeen => rows.OrderByDescending(e => e.LastSeenAt).ThenByDescending(e => e.Number),
        _ => rows.OrderBy(e => e.Priority).ThenByDescending(e => e.Number),
    };
}

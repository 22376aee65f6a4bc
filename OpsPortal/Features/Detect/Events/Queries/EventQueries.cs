using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Domain.Kernel;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Events.Queries;

internal sealed class EventQueries(IDbContextFactory<OpsDb> databases, TimeProvider clock) : IEventQueries
{
    public async Task<Page<EventRow>> PageAsync(EventFilter filter, string? cursor, int limit, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var after = EventCursor.Parse(cursor);

        // Each standing is read in order from its own part of the index; sorting them together would read them all.
        var rows = new List<EventRow>();
        var search = await SearchAsync(db, filter, stopping);
        foreach (var standing in Standings(filter))
        {
            var found = await NarrowAsync(db, filter, search, standing, stopping);
            rows.AddRange(await found.After(filter.Order, after).In(filter.Order).Take(limit + 1).Select(EventProjections.Row).ToListAsync(stopping));
        }

        var page = rows.In(filter.Order).Take(limit).ToList();
        return new(page, rows.Count > limit ? EventCursor.After(page[^1]).ToString() : null);
    }

    public async Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var count = 0;
        var search = await SearchAsync(db, filter, stopping);
        foreach (var standing in Standings(filter))
        {
            if (count >= most) break;
            count += await (await NarrowAsync(db, filter, search, standing, stopping)).Take(most - count).CountAsync(stopping);
        }

        return count;
    }

    public async Task<IReadOnlyList<EventRow>> RowsAsync(IReadOnlyList<EventNumber> numbers, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        return await db.Events.AsNoTracking().Where(e => numbers.Contains(e.Number)).Select(EventProjections.Row).ToListAsync(stopping);
    }

    public async Task<EventView?> ViewAsync(EventNumber number, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(e => e.Number == number, stopping) is not { } found) return null;
        var timeline = await db.EventEntries.AsNoTracking().Where(entry => entry.Event == number).OrderBy(entry => entry.Id).ToListAsync(stopping);
        return EventProjections.View(found, timeline, clock.GetUtcNow());
    }

    /// <summary>Null where the text is the number of an event.</summary>
    private static async Task<EventSearch?> SearchAsync(OpsDb db, EventFilter filter, CancellationToken stopping) =>
        Number(filter) is null ? await EventSearch.PlanAsync(db, filter.Text, stopping) : null;

    private static async Task<IQueryable<Event>> NarrowAsync(OpsDb db, EventFilter filter, EventSearch? search, Standing standing, CancellationToken stopping)
    {
        if (search is not null) return Narrow(await search.WithinAsync(standing, stopping), filter);
        var number = Number(filter);
        return Narrow(db.Events.AsNoTracking().Where(e => e.Standing == standing && e.Number == number), filter);
    }

    private static EventNumber? Number(EventFilter filter) =>
        EventNumber.TryParse(filter.Text.Trim(), null, out var number) && filter.Text.Contains('-', StringComparison.Ordinal) ? number : null;

    private static IQueryable<Event> Narrow(IQueryable<Event> events, EventFilter filter)
    {
        if (filter.States.Count > 0) events = events.Where(e => filter.States.Contains(e.State));
        if (filter.Priorities.Count > 0) events = events.Where(e => filter.Priorities.Contains(e.Priority));
        if (filter.Types.Count > 0) events = events.Where(e => filter.Types.Contains(e.Type));
        if (filter.Owner is { } owner) events = events.Where(e => e.Owner == owner);
        if (filter.Unowned) events = events.Where(e => e.Owner == null);
        if (filter.Group is { } lead) events = events.Where(e => e.Lead == lead || e.Number == lead);
        if (filter.Source.Length > 0) events = events.Where(e => e.Source == filter.Source);
        return events;
    }

    private static IEnumerable<Standing> Standings(EventFilter filter) =>
        filter.Standings.Count > 0 ? filter.Standings.Distinct() : Enum.GetValues<Standing>();
}

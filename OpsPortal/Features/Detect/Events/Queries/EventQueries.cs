using System.Runtime.CompilerServices;
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

        // Each part is read in order from its own part of the index; sorting them together would read them all.
        var rows = new List<EventRow>();
        await foreach (var part in PartsAsync(db, filter, stopping))
        {
            rows.AddRange(await part.After(filter.Order, after).In(filter.Order).Take(limit + 1).Select(EventProjections.Row).ToListAsync(stopping));
        }

        var page = rows.In(filter.Order).Take(limit).ToList();
        return new(page, rows.Count > limit ? EventCursor.After(page[^1]).ToString() : null);
    }

    public async Task<int> CountAsync(EventFilter filter, int most, CancellationToken stopping)
    {
        await using var db = await databases.CreateDbContextAsync(stopping);
        var count = 0;
        await foreach (var part in PartsAsync(db, filter, stopping))
        {
            count += await part.Take(most - count).CountAsync(stopping);
            if (count >= most) break;
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

    private static async IAsyncEnumerable<IQueryable<Event>> PartsAsync(OpsDb db, EventFilter filter, [EnumeratorCancellation] CancellationToken stopping)
    {
        var standings = Standings(filter);
        if (Number(filter) is { } number)
        {
            yield return Narrow(db.Events.AsNoTracking().Where(e => e.Number == number && standings.Contains(e.Standing)), filter);
            yield break;
        }

        var search = await EventSearch.PlanAsync(db, filter.Text, stopping);
        await foreach (var part in search.WithinAsync(standings, stopping)) yield return Narrow(part, filter);
    }

    private static EventNumber? Number(EventFilter filter) =>
        EventNumber.TryParse(filter.Text.Trim(), null, out var number) && filter.Text.Contains('-', StringComparison.Ordinal) ? number : null;

    private static IQueryable<Event> Narrow(IQueryable<Event> events, EventFilter filter)
    {
        events = events.Among(e => e.State, filter.States).Among(e => e.Priority, filter.Priorities).Among(e => e.Type, filter.Types);
        if (filter.Owner is { } owner) events = events.Where(e => e.Owner == owner);
        if (filter.Unowned) events = events.Where(e => e.Owner == null);
        if (filter.Group is { } lead) events = events.Where(e => e.Lead == lead || e.Number == lead);
        if (filter.Tag.Length > 0) events = events.Where(e => e.Tag != "" && e.Tag == filter.Tag);
        if (filter.Source.Length > 0) events = events.Where(e => e.Source == filter.Source);
        return events;
    }

    private static Standing[] Standings(EventFilter filter) =>
        filter.Standings.Count > 0 ? [.. filter.Standings.Distinct()] : Enum.GetValues<Standing>();
}

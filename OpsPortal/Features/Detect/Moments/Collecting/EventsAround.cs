using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Detect.Events;
using OpsPortal.Features.Detect.Events.Queries;
using OpsPortal.Storage;

namespace OpsPortal.Features.Detect.Moments.Collecting;

/// <summary>Other events of the same services: those first seen around the moment, and those that fired on from before.</summary>
internal sealed class EventsAround(IDbContextFactory<OpsDb> databases)
{
    private const int Most = 20;

    /// <summary>Events looked at on either side of the moment; numbers follow time, so these are the nearest.</summary>
    private const int MostLooked = 1000;

    public async Task<IReadOnlyList<EventRow>> ReadAsync(Moment moment, CancellationToken stopping)
    {
        if (moment.Services.Count == 0) return [];
        var (keys, own, number, from, to) = (moment.Keys, moment.Service, moment.Event, moment.From, moment.To);
        await using var db = await databases.CreateDbContextAsync(stopping);
        var events = db.Events.AsNoTracking();
        var rows = new List<EventRow>();
        foreach (var looked in new[]
        {
            events.Where(e => e.Number < number).OrderByDescending(e => e.Number).Take(MostLooked).Where(e => e.LastSeenAt >= from),
            events.Where(e => e.Number > number).OrderBy(e => e.Number).Take(MostLooked),
            events.Where(e => e.Condition == Condition.Firing && e.Number < number).OrderByDescending(e => e.Number).Take(MostLooked),
        })
        {
            var near = looked.Where(e => keys.Contains(e.Service) && e.FirstSeenAt <= to);
            rows.AddRange(await near.OrderBy(e => e.Priority).ThenByDescending(e => e.Number).Take(Most).Select(EventProjections.Row).ToListAsync(stopping));
        }

        return [.. rows.DistinctBy(row => row.Number).OrderBy(row => row.Service != own).ThenBy(row => row.Priority).ThenByDescending(row => row.Number).Take(Most)];
    }
}
